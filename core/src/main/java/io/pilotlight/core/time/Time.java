package io.pilotlight.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The wall clock, elapsed time, scheduling and waiting, in one thing that is handed in.
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
     * <p>Actions run on a thread of the implementation's choosing. System time runs them on threads of its own, and
     * may run several at once; virtual time runs them one after the other, on the thread that advances it. So an
     * action must be safe beside others, short, and must not block. What an action throws is logged, and stops no
     * other action.
     *
     * @param delay how long to wait; zero or less means as soon as possible
     * @param action what to run
     * @return a handle to take the action back
     */
    Scheduled schedule(Duration delay, Runnable action);

    /**
     * Blocks the calling thread for a while of this time.
     *
     * @implSpec schedules an action and waits for it
     * @param duration how long; zero or less returns at once
     * @throws InterruptedException if the thread is interrupted before or while it sleeps
     */
    default void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (duration.isNegative() || duration.isZero()) {
            return;
        }
        CountDownLatch over = new CountDownLatch(1);
        Scheduled end = schedule(duration, over::countDown);
        try {
            over.await();
        } finally {
            end.cancel();
        }
    }

    /**
     * Waits for a future, without a limit; where time stands still, time knows that this thread waits.
     *
     * @implSpec is {@link CompletableFuture#get()}
     * @param <T> what the future brings
     * @param future what to wait for
     * @return what the future was completed with
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws ExecutionException if the future was completed with an exception, which is its cause
     * @throws java.util.concurrent.CancellationException if the future was cancelled
     */
    default <T extends @Nullable Object> T await(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException {
        return future.get();
    }

    /**
     * Announces, on the thread that hands something over, that another thread is about to do it.
     *
     * <p>May be called under a lock.
     *
     * @implSpec returns {@link Turn#NONE}
     * @return what the other thread begins and ends
     */
    default Turn turn() {
        return Turn.NONE;
    }

    /**
     * Returns the machine's own time.
     *
     * <p>Its threads are daemons named {@code pilotlight-time...}: one that waits, from the first action that is
     * scheduled until none has been pending for a second, and one for each action that runs, which also ends after a
     * second without work. An action that blocks holds up no other.
     *
     * @return the same instance on each call
     */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
