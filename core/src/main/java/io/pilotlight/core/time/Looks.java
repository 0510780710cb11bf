package io.pilotlight.core.time;

import java.time.Duration;

/**
 * What the advancing thread has seen of a thread that does not say when it rests: the judgement that {@link
 * VirtualTime} describes. Needs the lock of the turns.
 *
 * <p>It counts looks and reads no clock: what stops the whole program, as a debugger does, takes nothing off the
 * patience, and on a busy machine, where whoever is to wake up wakes late, the looks are late, too.
 */
final class Looks {
    /** The real time between two looks that count. */
    static final long NANOS = 250_000;

    /** A second. */
    static final int DEFAULT_PATIENCE = patience(Duration.ofSeconds(1));

    /** How many in a row must find a thread in a foreign wait before it counts as at rest: about 5 ms. */
    private static final int WAITING = 20;

    /** How many are enough, about 1 ms, for a thread that has not left its wait whatever has run so far. */
    private static final int FEWEST = 4;

    private final int patience;

    /** Since the thread was last known to be at rest, or to start. */
    private int all;

    /** In a row, that found it waiting. */
    private int waiting;

    /** How many more are asked for when something has run that may have ended that wait. */
    private int doubtful = WAITING;

    Looks(int patience) {
        this.patience = patience;
    }

    /** Returns as how many looks a stretch of real time counts. */
    static int patience(Duration realTime) {
        return (int) Math.min(SystemTime.saturatedNanos(realTime) / NANOS, Integer.MAX_VALUE);
    }

    void reset() {
        all = 0;
        seenRunning();
    }

    /**
     * Something has run since the last look: who was found in a foreign wait may be about to leave it, and a thread
     * shows that only when it gets a processor. The longer nothing has made it leave, the fewer looks it takes.
     */
    void doubt() {
        if (waiting >= WAITING) {
            waiting = WAITING - doubtful;
            doubtful = Math.max(FEWEST, doubtful / 2);
        }
    }

    /** Looks at a thread; tells whether it counts as at rest. */
    boolean findAtRest(Thread thread, boolean counts) {
        Thread.State state = thread.getState();
        if (state == Thread.State.TERMINATED) {
            return true;
        }
        if (!waits(state) || thread.isInterrupted()) { // interrupted, it is about to wake up
            seenRunning();
        } else if (counts) {
            waiting++;
        }
        if (waiting >= WAITING) {
            all = 0;
            return true;
        }
        return count(counts) >= Math.max(patience, WAITING);
    }

    /** Looks for a thread that has not come; tells whether it no longer counts. */
    boolean findAbsent(boolean counts) {
        return count(counts) >= Math.max(patience, DEFAULT_PATIENCE);
    }

    private int count(boolean counts) {
        if (counts && all < Integer.MAX_VALUE) {
            all++;
        }
        return all;
    }

    private void seenRunning() {
        waiting = 0;
        doubtful = WAITING;
    }

    private static boolean waits(Thread.State state) {
        return switch (state) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            default -> false;
        };
    }
}
