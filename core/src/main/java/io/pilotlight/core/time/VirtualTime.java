package io.pilotlight.core.time;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it, and that decides meanwhile which thread runs.
 *
 * <p>{@link #advance} runs what falls due on the calling thread: in order of time and, at one instant, in the order
 * in which it was scheduled. An action sees the clock at the instant it was due. At first, after each action, and
 * before it returns, it waits until all threads that have a {@link Turn} are at rest, and grants the turns that were
 * announced: one at a time, in their order. So no two threads run at once, and the order is the same each time. While
 * nobody advances, turns begin at once and threads run freely.
 *
 * <p>A thread is at rest when its turn has ended or when it is in this time's {@link #sleep} or {@link #await}. That
 * is exact: when the sleep falls due, the future is completed or the thread is interrupted, its turn is queued again,
 * and it goes on when that is granted. Of other threads it is a judgement:
 *
 * <ul>
 *   <li>A thread that waits for something else (a lock, a latch, a real sleep) counts as at rest when it is seen
 *       waiting, and not interrupted, on 20 looks in a row, which takes some 5 ms; after each action and each turn,
 *       which may have ended its wait, on a few more. On a machine that is very busy, a thread that an action wakes
 *       may be overlooked.
 *   <li>A thread that neither ends nor waits (it computes, or reads from a process or a socket) counts as at rest
 *       after the patience, a second of real time if not set, and is not waited for again until it is seen waiting.
 *   <li>A turn that was granted and that nobody begins is waited for in the same way, for a second at least.
 * </ul>
 *
 * <p>The thread that advances is never waited for. Safe for use by many threads; one thread at a time may advance.
 */
public final class VirtualTime implements Time {
    private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

    private final Object lock = new Object();
    private final Instant start;
    private final Turns turns;

    @GuardedBy("lock")
    private final PriorityQueue<Action> pending =
            new PriorityQueue<>(Comparator.comparingLong(Action::due).thenComparingLong(Action::order));

    @GuardedBy("lock")
    private long elapsed;

    @GuardedBy("lock")
    private long scheduledSoFar;

    private VirtualTime(Instant start, int patience) {
        this.start = start;
        this.turns = new Turns(patience);
    }

    /**
     * Makes a time that stands at the start of the year 2026, UTC.
     *
     * @return a new time
     */
    public static VirtualTime create() {
        return startingAt(DEFAULT_START);
    }

    /**
     * Makes a time that stands at an instant.
     *
     * @param start what {@link #now} returns until the time is moved
     * @return a new time
     */
    public static VirtualTime startingAt(Instant start) {
        return new VirtualTime(Objects.requireNonNull(start, "start"), Looks.DEFAULT_PATIENCE);
    }

    /**
     * Makes a time like this one, at its start and with nothing scheduled, that has another patience.
     *
     * @param realTime for how long {@link #advance} waits for a thread that neither ends nor waits, before that
     *     counts as at rest; zero waits no longer than for a thread that waits for something else. Whole stops of the
     *     program, as in a debugger, do not count
     * @return a new time
     * @throws IllegalArgumentException if it is negative
     */
    public VirtualTime withPatience(Duration realTime) {
        if (realTime.isNegative()) {
            throw new IllegalArgumentException("Patience is zero or more, not " + realTime);
        }
        return new VirtualTime(start, Looks.patience(realTime));
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanos());
    }

    @Override
    public long nanos() {
        synchronized (lock) {
            return elapsed;
        }
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable action) {
        Objects.requireNonNull(action, "action");
        synchronized (lock) {
            long due = after(delay);
            Action scheduled = new Action(due, scheduledSoFar++, action);
            pending.add(scheduled);
            return () -> {
                synchronized (lock) {
                    return pending.remove(scheduled);
                }
            };
        }
    }

    /**
     * Blocks the calling thread until this time has been advanced far enough.
     *
     * <p>A thread that has a turn is at rest meanwhile, and goes on when its turn is granted again.
     *
     * @param duration how long; zero or less returns at once
     * @throws InterruptedException if the thread is interrupted before or while it sleeps
     * @throws IllegalStateException if this is the thread that advances: its actions cannot wait for themselves
     */
    @Override
    public void sleep(Duration duration) throws InterruptedException {
        boolean none = duration.isNegative() || duration.isZero();
        if (!none && turns.isAdvancedByThisThread()) {
            throw new IllegalStateException("Thread '" + Thread.currentThread().getName()
                    + "' is advancing this time: if it slept for " + duration
                    + " in one of its actions, nobody would wake it; schedule another action instead");
        }
        Rest rest = turns.restOfThisThread();
        if (none || rest == null) {
            Time.super.sleep(duration);
            return;
        }
        Scheduled end = schedule(duration, rest::over);
        try {
            rest.await();
        } finally {
            end.cancel();
        }
    }

    /**
     * Waits for a future, without a limit.
     *
     * <p>A thread that has a turn is at rest meanwhile; when the future is complete, its turn is queued, and it goes
     * on when that is granted. In an action, on the thread that advances, turns are granted meanwhile, but the clock
     * stands: what needs this time to move never comes.
     */
    @Override
    public <T extends @Nullable Object> T await(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException {
        if (future.isDone()) {
            return future.get();
        }
        if (turns.isAdvancedByThisThread()) {
            turns.settleUntilDone(future);
            return future.get();
        }
        Rest rest = turns.restOfThisThread();
        if (rest != null) {
            CompletableFuture<T> end = future.whenComplete((value, failure) -> rest.over());
            try {
                rest.await();
            } finally {
                end.cancel(false);
            }
        }
        return future.get();
    }

    @Override
    public Turn turn() {
        return turns.announce();
    }

    /**
     * Moves the time forward and runs what falls due on the way.
     *
     * <p>When it returns, all threads that have a turn are at rest, and what they did is visible to the caller. An
     * interrupt does not end it; the thread keeps its interrupt status.
     *
     * @param duration how far; zero runs what is due now
     * @throws IllegalArgumentException if the duration is negative: time does not run backwards
     * @throws IllegalStateException if another thread, or an action that runs right now, is advancing this time
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "Time does not run backwards: " + duration + "; advance by zero or more");
        }
        turns.startAdvancing();
        try {
            long target;
            synchronized (lock) {
                target = after(duration);
            }
            turns.settle();
            for (Action due = next(target); due != null; due = next(target)) {
                SystemTime.runLogged(due.action());
                turns.settle();
            }
        } finally {
            turns.stopAdvancing();
        }
    }

    /**
     * Returns how many actions wait for their time to come; each {@link #sleep} is one, too.
     *
     * @return zero or more
     */
    public int pending() {
        synchronized (lock) {
            return pending.size();
        }
    }

    /** The end of the nanoseconds that can be counted, 292 years from the start, stands for all that is later. */
    @GuardedBy("lock")
    private long after(Duration delay) {
        long due = elapsed + SystemTime.saturatedNanos(delay);
        return due < 0 ? Long.MAX_VALUE : due;
    }

    private @Nullable Action next(long target) {
        synchronized (lock) {
            Action head = pending.peek();
            if (head == null || head.due() > target) {
                elapsed = target;
                return null;
            }
            pending.remove();
            elapsed = Math.max(elapsed, head.due());
            return head;
        }
    }

    private record Action(long due, long order, Runnable action) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
