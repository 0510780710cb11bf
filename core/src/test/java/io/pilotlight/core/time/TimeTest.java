package io.pilotlight.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeTest {

    /** What somebody else writes who wants a time of their own. */
    private record Foreign(VirtualTime inner) implements Time {
        @Override
        public Instant now() {
            return inner.now();
        }

        @Override
        public long nanos() {
            return inner.nanos();
        }

        @Override
        public Scheduled schedule(Duration delay, Runnable action) {
            return inner.schedule(delay, action);
        }
    }

    @Nested
    class OfSomebodyElse {
        private final VirtualTime inner = VirtualTime.startingAt(Instant.EPOCH);
        private final Time time = new Foreign(inner);

        @Test
        void sleepsOnItsSchedule() throws Exception {
            CompletableFuture<Instant> woke = new CompletableFuture<>();
            Thread sleeper = new Thread(() -> sleepUntilWoken(woke));
            sleeper.start();
            while (inner.pending() == 0) {
                Thread.onSpinWait();
            }
            inner.advance(Duration.ofSeconds(5));
            assertThat(time.await(woke)).isEqualTo(Instant.EPOCH.plusSeconds(5));
        }

        @Test
        void anInterruptTakesTheEndOfTheSleepBack() throws Exception {
            CompletableFuture<Instant> woke = new CompletableFuture<>();
            Thread sleeper = new Thread(() -> sleepUntilWoken(woke));
            sleeper.start();
            sleeper.interrupt();
            assertThatThrownBy(() -> time.await(woke)).hasRootCauseInstanceOf(InterruptedException.class);
            assertThat(inner.pending()).isZero();
        }

        private void sleepUntilWoken(CompletableFuture<Instant> woke) {
            try {
                time.sleep(Duration.ofSeconds(5));
                woke.complete(time.now());
            } catch (InterruptedException e) {
                woke.completeExceptionally(e);
            }
        }

        @Test
        void sleepsNotAtAllForNoTime() throws Exception {
            time.sleep(Duration.ZERO);
            time.sleep(Duration.ofSeconds(-1));
            assertThat(inner.pending()).isZero();
        }

        @Test
        void hasTurnsThatDoNothing() {
            assertThat(time.turn()).isSameAs(Turn.NONE);
        }
    }
}
