package io.pilotlight.faas.flow;

/**
 * What running an invocation cost. Values that were not measured are {@link #UNKNOWN}.
 *
 * @param runNanos how long the handler ran
 * @param cpuNanos its CPU time
 * @param userCpuNanos the part of it that was spent in the handler's own code
 * @param allocatedBytes what its thread allocated
 * @param peakBytes the most memory that its process held
 */
public record Cost(long runNanos, long cpuNanos, long userCpuNanos, long allocatedBytes, long peakBytes) {
    /** Stands for a value that was not measured. */
    public static final long UNKNOWN = -1;

    /** What never ran. */
    public static final Cost NONE = ofTime(0);

    /** Says whether a handler ran at all, be it in no time. */
    @SuppressWarnings("ReferenceEquality") // a run that took no time and was not measured equals none
    public boolean ran() {
        return this != NONE;
    }

    /** Makes a cost of which only the time is known. */
    public static Cost ofTime(long runNanos) {
        return new Cost(runNanos, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
    }
}
