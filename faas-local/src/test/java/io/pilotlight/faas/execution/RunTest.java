package io.pilotlight.faas.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RunTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = VirtualTime.create();
    private final Probe probe = new Probe();
    private final Run run = probe.run(time);

    @AfterEach
    void leaveNoInterruptBehind() {
        Thread.interrupted();
    }

    @Test
    void aFinishedRunIsNeitherInterruptedNorGivenUp() {
        run.finish();
        run.run();
        run.interruptWithin(SECOND, time);
        time.advance(SECOND);
        assertThat(probe.interrupts).hasValue(0);
        assertThat(probe.abandoned).hasValue(0);
        assertThat(time.pending()).isZero();
    }

    @Test
    void aRunThatWasInterruptedAndFinishedIsNotInterruptedAgain() {
        run.run();
        run.run(); // it may have swallowed the first
        assertThat(probe.interrupts).hasValue(2);
        run.finish();
        run.run();
        run.interruptWithin(SECOND, time);
        assertThat(probe.interrupts).hasValue(2);
        assertThat(time.pending()).isZero();
    }

    @Test
    void aRunThatEndsWithinTheGraceTimeIsNotGivenUp() {
        run.interruptWithin(SECOND, time);
        run.finish();
        time.advance(SECOND);
        assertThat(probe.interrupts).hasValue(1);
        assertThat(probe.abandoned).hasValue(0);
        Run other = probe.run(time);
        other.interruptWithin(SECOND, time);
        time.advance(SECOND);
        assertThat(probe.abandoned).hasValue(1);
    }

    @Test
    void anInterruptThatCameForItEndsWithIt() {
        run.run();
        Thread.currentThread().interrupt();
        run.finish();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(probe.interruptedByOthers).hasValue(0);
    }

    @Test
    void anInterruptFromElsewhereIsReportedToItsSeat() {
        Thread.currentThread().interrupt();
        run.finish();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(probe.interruptedByOthers).hasValue(1);
    }

    @Test
    void doesNotFinishWhileSomebodyInterruptsIt() throws Exception {
        CountDownLatch interrupting = new CountDownLatch(1);
        CountDownLatch finishing = new CountDownLatch(1);
        Thread owner = Thread.currentThread();
        Run slow = new Probe(() -> {
                    interrupting.countDown();
                    awaitUninterruptibly(finishing);
                    while (owner.getState() != Thread.State.BLOCKED) {
                        Thread.onSpinWait();
                    }
                    owner.interrupt();
                })
                .run(time);
        Thread other = new Thread(slow::run);
        other.start();
        interrupting.await();
        finishing.countDown();
        slow.finish();
        assertThat(Thread.interrupted()).isFalse();
        other.join();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void noInterruptOutlivesItsRunWhoeverIsFaster() throws Exception {
        Thread owner = Thread.currentThread();
        for (int i = 0; i < 2_000; i++) {
            Run raced = new Probe(owner::interrupt).run(time);
            Thread other = new Thread(raced::run);
            other.start();
            raced.finish();
            boolean left = Thread.interrupted();
            other.join();
            assertThat(left || Thread.interrupted()).isFalse();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
