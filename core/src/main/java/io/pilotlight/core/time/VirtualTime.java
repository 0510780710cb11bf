package io.pilotlight.core.time;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it.
 *
 * <p>{@link #advance} runs what falls due on the calling thread: in order of time and, at one instant, in the order in
 * which it was scheduled. An action sees the clock at the instant it was due. Safe for use by many threads; one thread at
 * a time may advance.
 */
public final class VirtualTime implements Time {
    private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

    private final Object lock = new Object();
    private final Instant start;

    @GuardedBy("lock")
    private final PriorityQueue<Action> pending =
            new PriorityQueue<>(Comparator.comparingLong(Action::due).thenComparingLong(Action::order));

    @GuardedBy("lock")
    private long elapsed;

    @GuardedBy("lock")
    private long scheduledSoFar;

    @GuardedBy("lock")
    private @Nullable Thread advancing;

    private VirtualTime(Instant start) {
        this.start = start;
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
        return new VirtualTime(Objects.requireNonNull(start, "start"));
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
            long due = elapsed + Math.max(0, delay.toNanos());
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
     * Moves the time forward and runs what falls due on the way.
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
        long target;
        synchronized (lock) {
            if (advancing != null) {
                throw new IllegalStateException("Thread '" + advancing.getName()
                        + "' is advancing this time already; advance it from one thread, and not from its own actions");
            }
            advancing = Thread.currentThread();
            target = elapsed + duration.toNanos();
        }
        try {
            for (Action due = next(target); due != null; due = next(target)) {
                SystemTime.runLogged(due.action());
            }
        } finally {
            synchronized (lock) {
                advancing = null;
            }
        }
    }

    /**
     * Returns how many actions wait for their time to come.
     *
     * @return zero or more
     */
    public int pending() {
        synchronized (lock) {
            return pending.size();
        }
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
