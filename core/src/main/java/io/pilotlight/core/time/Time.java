package io.pilotlight.core.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The wall clock, elapsed time and scheduling, in one thing that is handed in.
 *
 * <p>Whatever waits, expires or reads a clock in Pilotlight does it through a {@code Time}, so that a test can put
 * {@link VirtualTime} in its place and move it by hand. Implementations are safe for use by many threads.
 */
public interface Time {

    /**
     * Returns what a clock on the wall shows.
     *
     * @return the instant; it may jump when the machine's clock is set
     */
    Instant now();

    /**
     * Returns the nanoseconds since an arbitrary origin, for measuring how long something took.
     *
     * @return nanoseconds that never run backwards; only differences mean something
     */
    long nanos();

    /**
     * Runs an action once, after a delay.
     *
     * <p>Actions run on a thread of the implementation's choosing, one after the other: an action must be short and must
     * not block. What an action throws is logged, and stops no other action.
     *
     * @param delay how long to wait; zero or less means as soon as possible
     * @param action what to run
     * @return a handle to take the action back
     */
    Scheduled schedule(Duration delay, Runnable action);

    /**
     * Waits.
     *
     * @param future what for
     * @return its value
     */
    default <T> T await(java.util.concurrent.CompletableFuture<T> future)
            throws InterruptedException, java.util.concurrent.ExecutionException {
        return future.get();
    }

    /**
     * Announces.
     *
     * @return a turn
     */
    default Turn turn() {
        return Turn.NONE;
    }

    /**
     * Returns the machine's own time.
     *
     * <p>Its one thread is a daemon, starts with the first action that is scheduled, and ends when none has been pending
     * for a second.
     *
     * @return the same instance on each call
     */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
