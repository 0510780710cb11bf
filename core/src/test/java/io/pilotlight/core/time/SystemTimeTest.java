package io.pilotlight.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemTimeTest {
    private final Time time = new SystemTime();

    @Test
    void runsAnActionOnADaemonWithoutAContextClassLoader() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        time.schedule(Duration.ofMillis(1), () -> ran.complete(Thread.currentThread()));
        Thread thread = ran.get(10, TimeUnit.SECONDS);
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo(SystemTime.THREAD_NAME);
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
    void leavesNoThreadWhenNothingIsScheduled() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        time.schedule(Duration.ZERO, () -> ran.complete(Thread.currentThread()));
        Thread timer = ran.get(10, TimeUnit.SECONDS);
        timer.join(10_000);
        assertThat(timer.isAlive()).isFalse();
    }

    @Test
    void takesDelaysBeyondWhatNanosecondsCanCount() {
        Scheduled far = time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> {});
        assertThat(far.cancel()).isTrue();
    }
}
