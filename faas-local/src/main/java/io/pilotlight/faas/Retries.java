package io.pilotlight.faas;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.RetryPolicy;
import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tries events again. It stands before intake, where a durable queue may stand one day: to the rooms each attempt is an invocation like
 * any other.
 *
 * <p>Between two attempts there is nothing but one scheduled action, and no thread. The first attempt begins on the caller's thread, a
 * later one on that of {@link Time}: beginning one must not block.
 */
final class Retries {
    private final Time time;
    private final DoubleSupplier draws;

    private final Object lock = new Object();

    /** Who waits for the next attempt. Whoever takes one out goes on with it. */
    @GuardedBy("lock")
    private final Map<Tried<?>, Scheduled> waiting = new LinkedHashMap<>();

    @GuardedBy("lock")
    private boolean closed;

    /**
     * Makes retries of which none wait.
     *
     * @param draws where in its range each scattered wait is: 0 or more and less than 1
     */
    Retries(Time time, DoubleSupplier draws) {
        this.time = time;
        this.draws = draws;
    }

    /**
     * Begins with an event.
     *
     * @param attempt makes one attempt: is handed its number, 1 for the first, and gives a future of what comes of it; cancelling
     *     that future cancels the attempt
     * @return completes with what came of the last attempt; cancelling it cancels the attempt that runs, or the wait for the next
     */
    <O> CompletableFuture<Outcome<O>> start(RetryPolicy policy, IntFunction<CompletableFuture<Outcome<O>>> attempt) {
        Tried<O> event = new Tried<>(policy, attempt, time.nanos());
        event.begin(false);
        return event.result;
    }

    /**
     * Lets nobody wait any longer: who waits now, or would wait later, makes one more attempt at once, which is the last. The runtime is
     * closed by then and refuses it, so that no event ends without an outcome.
     */
    void close() {
        List<Tried<?>> ended;
        synchronized (lock) {
            closed = true;
            ended = new ArrayList<>(waiting.keySet());
            waiting.values().forEach(Scheduled::cancel);
            waiting.clear();
        }
        ended.forEach(event -> event.begin(true));
    }

    /** Returns how many events wait for their next attempt. */
    int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    /** Has an event wait; false if nobody waits any longer. */
    private boolean await(Tried<?> event, Duration delay) {
        synchronized (lock) {
            if (!closed) {
                waiting.put(event, time.schedule(delay, () -> {
                    if (take(event)) {
                        event.begin(false);
                    }
                }));
            }
            return !closed;
        }
    }

    /** Takes an event out of those that wait; true for one who does. */
    private boolean take(Tried<?> event) {
        synchronized (lock) {
            @Nullable Scheduled wait = waiting.remove(event);
            if (wait != null) {
                wait.cancel();
            }
            return wait != null;
        }
    }

    /** One event on its way through its attempts. They follow one another, and each hands over to the next. */
    private final class Tried<O> {
        private final RetryPolicy policy;
        private final IntFunction<CompletableFuture<Outcome<O>>> attempt;
        private final long arrivedNanos;
        private final CompletableFuture<Outcome<O>> result = new CompletableFuture<>();

        private volatile RetryPolicy.Attempts attempts = RetryPolicy.Attempts.NONE;
        private volatile int number;
        private volatile @Nullable CompletableFuture<Outcome<O>> running;

        @SuppressWarnings("FutureReturnValueIgnored") // the second future is of no interest to anybody
        Tried(RetryPolicy policy, IntFunction<CompletableFuture<Outcome<O>>> attempt, long arrivedNanos) {
            this.policy = policy;
            this.attempt = attempt;
            this.arrivedNanos = arrivedNanos;
            result.whenComplete((done, problem) -> {
                if (result.isCancelled()) {
                    cancel();
                }
            });
        }

        /** Begins the next attempt, which may be the last, come what may. */
        @SuppressWarnings({"FutureReturnValueIgnored", "NonAtomicVolatileUpdate"}) // one attempt at a time
        void begin(boolean last) {
            try {
                CompletableFuture<Outcome<O>> one = attempt.apply(++number);
                running = one;
                if (result.isCancelled()) { // meanwhile
                    one.cancel(true);
                }
                one.whenComplete((outcome, problem) -> over(outcome, problem, last));
            } catch (RuntimeException | Error e) { // no memory: who waits for the outcome must not wait for ever
                result.completeExceptionally(e);
            }
        }

        private void over(@Nullable Outcome<O> outcome, @Nullable Throwable problem, boolean last) {
            running = null;
            if (outcome == null) {
                result.completeExceptionally(
                        problem == null ? new IllegalStateException("An attempt without an outcome") : problem);
                return;
            }
            attempts = attempts.and(outcome);
            Duration age = Duration.ofNanos(time.nanos() - arrivedNanos);
            @Nullable
            Duration wait = last
                    ? null
                    : policy.next(attempts, outcome, age, draws.getAsDouble()).orElse(null);
            if (wait == null) {
                result.complete(outcome);
            } else if (!result.isDone()) {
                goOnAfter(wait);
            }
        }

        private void goOnAfter(Duration wait) {
            if (!await(this, wait)) {
                begin(true);
            } else if (result.isCancelled()) { // meanwhile
                take(this);
            }
        }

        private void cancel() {
            @Nullable CompletableFuture<Outcome<O>> one = running;
            if (one != null) {
                one.cancel(true);
            }
            take(this);
        }
    }
}
