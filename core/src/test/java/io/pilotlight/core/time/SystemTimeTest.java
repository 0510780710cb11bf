package io.pilotlight.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SystemTimeTest {
    private final Time time = new SystemTime();

    @Test
    void runsAnActionOnADaemonWithoutAContextClassLoader() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        time.schedule(Duration.ofMillis(1), () -> ran.complete(Thread.currentThread()));
        Thread thread = ran.get(10, TimeUnit.SECONDS);
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("pilotlight-time-1");
        assertThat(thread.getContextClassLoader()).isNotSameAs(getClass().getClassLoader());
        assertThat(thread).isNotSameAs(Thread.currentThread());
    }

    @Test
    void goesOnAfterAnActionThatThrows() throws Exception {
        CompletableFuture<String> ran = new CompletableFuture<>();
        time.schedule(Duration.ZERO, () -> {
            throw new IllegalStateException("on purpose");
        });
        time.schedule(Duration.ZERO, () -> ran.complete("yes"));
        assertThat(ran.get(10, TimeUnit.SECONDS)).isEqualTo("yes");
    }

    @Test
    void anActionThatBlocksHoldsUpNoOther() throws Exception {
        CountDownLatch otherRan = new CountDownLatch(1);
        CompletableFuture<String> blocked = new CompletableFuture<>();
        time.schedule(Duration.ZERO, () -> {
            awaitQuietly(otherRan);
            blocked.complete("went on");
        });
        time.schedule(Duration.ofMillis(1), otherRan::countDown);
        assertThat(blocked.get(10, TimeUnit.SECONDS)).isEqualTo("went on");
    }

    @Test
    void runsAnActionOnTheTimerThreadIfNoOtherCanBeStarted() throws Exception {
        Time full = new SystemTime(action -> {
            throw new RejectedExecutionException("on purpose");
        });
        Time noMemory = new SystemTime(action -> {
            throw new OutOfMemoryError("unable to create native thread, on purpose");
        });
        assertThat(threadOfAnAction(full).getName()).isEqualTo(SystemTime.THREAD_NAME);
        assertThat(threadOfAnAction(noMemory).getName()).isEqualTo(SystemTime.THREAD_NAME);
        assertThat(threadOfAnAction(full).getName()).isEqualTo(SystemTime.THREAD_NAME);
    }

    @Test
    void leavesNoThreadWhenNothingIsScheduled() throws Exception {
        Thread runner = threadOfAnAction(time);
        Thread timer = threadOfAnAction(new SystemTime(Runnable::run));
        assertThat(timer.getName()).isEqualTo(SystemTime.THREAD_NAME);
        runner.join(10_000);
        timer.join(10_000);
        assertThat(runner.isAlive()).isFalse();
        assertThat(timer.isAlive()).isFalse();
    }

    @Test
    void doesNotTakeBackAnActionThatHasStarted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Scheduled action = time.schedule(Duration.ZERO, () -> {
            started.countDown();
            awaitQuietly(end);
        });
        started.await();
        assertThat(action.cancel()).isFalse();
        end.countDown();
    }

    @Test
    void takesBackAnActionThatIsHandedOverAndHasNotStarted() throws Exception {
        CompletableFuture<Runnable> handedOver = new CompletableFuture<>();
        CompletableFuture<String> ran = new CompletableFuture<>();
        Scheduled action = new SystemTime(handedOver::complete).schedule(Duration.ZERO, () -> ran.complete("ran"));
        Runnable due = handedOver.get(10, TimeUnit.SECONDS);
        assertThat(action.cancel()).isTrue();
        assertThat(action.cancel()).isFalse();
        due.run();
        assertThat(ran).isNotDone();
    }

    @Test
    void takesDelaysBeyondWhatNanosecondsCanCount() {
        Scheduled far = time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> {});
        assertThat(far.cancel()).isTrue();
    }

    @Test
    void sleepsUntilItIsInterrupted() throws Exception {
        CompletableFuture<String> slept = new CompletableFuture<>();
        Thread sleeper = new Thread(() -> {
            try {
                time.sleep(Duration.ofDays(1));
                slept.complete("slept");
            } catch (InterruptedException e) {
                slept.complete("interrupted");
            }
        });
        sleeper.start();
        sleeper.interrupt();
        assertThat(slept.get(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
    }

    @Test
    void sleepsNoShorterThanAsked() throws Exception {
        long start = time.nanos();
        time.sleep(Duration.ofMillis(2));
        time.sleep(Duration.ZERO);
        time.sleep(Duration.ofDays(-1));
        assertThat(time.nanos() - start).isGreaterThanOrEqualTo(2_000_000);
    }

    @Test
    void awaitsAFuture() throws Exception {
        CompletableFuture<String> later = new CompletableFuture<>();
        time.schedule(Duration.ofMillis(1), () -> later.complete("came"));
        assertThat(time.await(later)).isEqualTo("came");
        assertThatThrownBy(() -> time.await(CompletableFuture.failedFuture(new IllegalStateException("on purpose"))))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("on purpose");
    }

    @Test
    void hasNoUseForTurns() {
        assertThat(time.turn()).isSameAs(Turn.NONE);
        Turn.NONE.begin();
        Turn.NONE.end();
    }

    private static Thread threadOfAnAction(Time time) throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        time.schedule(Duration.ZERO, () -> ran.complete(Thread.currentThread()));
        return ran.get(10, TimeUnit.SECONDS);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
