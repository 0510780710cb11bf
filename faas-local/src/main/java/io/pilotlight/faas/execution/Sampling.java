package io.pilotlight.faas.execution;

import io.pilotlight.core.function.Metering;

/**
 * Chooses which runs are metered: of one worker, or of one function that runs on its callers' threads.
 *
 * <p>Safe for use by many threads, at no cost: its count is plain, and where two write it at once, one run more or less is
 * metered.
 */
final class Sampling {
    /** The shortest run that is worth its bill each time: two readings of about half a microsecond are 2 % of it. */
    static final long LONG_NANOS = 50_000;

    /** Of how many runs one is metered at least, however short they are. */
    static final int ONE_OF = 1_024;

    private final boolean exact;

    /** How many runs are still to be left out; less than none while one is metered. */
    private int leftOut;

    /** How long a run took when that was decided. */
    private long basisNanos;

    Sampling(Metering metering) {
        this.exact = metering == Metering.EXACT;
    }

    /** Says whether the run that begins now is metered. */
    boolean next() {
        if (exact) {
            return true;
        }
        int left = leftOut;
        if (left > 0) {
            leftOut = left - 1;
            return false;
        }
        leftOut = -1;
        return true;
    }

    /** Learns how long a run took, and so how many can be metered for 2 % of their time. */
    void ran(long nanos) {
        if (leftOut < 0 || nanos > 4 * basisNanos) {
            basisNanos = nanos;
            leftOut = (int) Math.max(0, Math.min(ONE_OF, LONG_NANOS / Math.max(1, nanos)) - 1);
        }
    }
}
