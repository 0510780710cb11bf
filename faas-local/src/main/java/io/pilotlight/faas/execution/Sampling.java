package io.pilotlight.faas.execution;

import io.pilotlight.core.function.Metering;

/**
 * Chooses which runs are metered: of one worker, or of one function that runs on its callers' threads.
 *
 * <p>Safe for use by many threads, at no cost: its count is plain, and where two write it at once, one run more or less is
 * metered.
 */
final class Sampling {
    /** The shortest run that is worth its bill: two readings of about half a microsecond are 2 % of it. */
    static final long LONG_NANOS = 50_000;

    /** Of how many short runs one is metered. */
    static final int ONE_OF = 16;

    private final boolean exact;

    /** How many runs are still to be left out. */
    private int leftOut;

    Sampling(Metering metering) {
        this.exact = metering == Metering.EXACT;
    }

    /** Says whether the run that begins now is metered. */
    boolean next() {
        if (exact) {
            return true;
        }
        int left = leftOut;
        leftOut = left <= 0 ? ONE_OF - 1 : left - 1;
        return left <= 0;
    }

    /** Learns how long a run took: after a long one, the next is metered. */
    void ran(long nanos) {
        if (nanos >= LONG_NANOS) {
            leftOut = 0;
        }
    }
}
