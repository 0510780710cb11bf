package io.pilotlight.faas.usage;

import io.pilotlight.core.function.Charge;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a function has cost so far, in one version or in all of them. Immutable, and consistent in itself: each invocation
 * is in all of its figures or in none.
 *
 * <p>Numbers, sums of time, and bytes in and out are exact. CPU time and allocated bytes may be estimated from the runs that
 * were measured: {@link Resources} says so. Distributions are right to within 1 %. The charge is what a tariff makes of it.
 *
 * @param function the function's name
 * @param counts how many invocations there were, and what became of them
 * @param times where their time went
 * @param resources what they took besides time
 * @param charge what is to be paid for them
 */
public record FunctionUsage(String function, Counts counts, Times times, Resources resources, Charge charge) {

    /** Checks the parts. */
    public FunctionUsage {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(times, "times");
        Objects.requireNonNull(resources, "resources");
        Objects.requireNonNull(charge, "charge");
    }

    /**
     * Makes the usage of a function that was never invoked.
     *
     * @param function the function's name, or another for a sum over functions
     * @return usage that is zero in all its figures
     */
    public static FunctionUsage none(String function) {
        return new FunctionUsage(function, Counts.NONE, Times.NONE, Resources.NONE, Charge.NONE);
    }

    /**
     * Adds other usage: that of another version, of another runtime, or of another function.
     *
     * @param other what is added
     * @return the usage of both, under the name that stands here
     */
    public FunctionUsage plus(FunctionUsage other) {
        return new FunctionUsage(
                function,
                counts.plus(other.counts),
                times.plus(other.times),
                resources.plus(other.resources),
                charge.plus(other.charge));
    }

    /**
     * Returns how many were settled.
     *
     * @return the sum of the next four
     */
    public long invocations() {
        return counts.invocations();
    }

    /**
     * Returns how many brought a result.
     *
     * @return zero or more
     */
    public long succeeded() {
        return counts.succeeded();
    }

    /**
     * Returns how many went wrong.
     *
     * @return zero or more; {@link Counts#failures} says where
     */
    public long failed() {
        return counts.failed();
    }

    /**
     * Returns how many did not come back in time.
     *
     * @return zero or more
     */
    public long timedOut() {
        return counts.timedOut();
    }

    /**
     * Returns how many were refused.
     *
     * @return zero or more; {@link Counts#rejections} says why
     */
    public long rejected() {
        return counts.rejected();
    }

    /**
     * Returns how many had to wait for a new worker.
     *
     * @return zero or more; {@link Counts#coldStarts} says why
     */
    public long coldStarts() {
        return counts.cold();
    }

    /**
     * Returns how long all of them together waited until they were allowed to run.
     *
     * @return zero or more
     */
    public Duration queueWait() {
        return times.queueWait();
    }

    /**
     * Returns how long all of them together waited until their worker was ready.
     *
     * @return zero or more
     */
    public Duration init() {
        return times.init();
    }

    /**
     * Returns how long all of them together ran.
     *
     * @return zero or more
     */
    public Duration run() {
        return times.run();
    }

    /**
     * Returns the time to be paid for.
     *
     * @return zero or more
     */
    public Duration billed() {
        return charge.billed();
    }

    /**
     * Returns the CPU time of all of them.
     *
     * @return zero if it was never measured; an estimate unless {@link #cpuExact}
     */
    public Duration cpu() {
        return resources.cpu();
    }

    /**
     * Returns whether {@link #cpu} is a sum of measured values.
     *
     * @return false if it is an estimate
     */
    public boolean cpuExact() {
        return resources.cpuExact();
    }

    /**
     * Returns the user part of the CPU time, of the runs for which it was measured.
     *
     * @return zero if it never was
     */
    public Duration userCpu() {
        return resources.userCpu();
    }

    /**
     * Returns the system part of the CPU time, of the runs for which it was measured.
     *
     * @return zero if it never was
     */
    public Duration systemCpu() {
        return resources.systemCpu();
    }

    /**
     * Returns what they allocated on the Java heap.
     *
     * @return the bytes, if they were ever measured; an estimate unless {@link #allocatedExact}
     */
    public OptionalLong allocatedBytes() {
        return resources.allocatedBytes();
    }

    /**
     * Returns whether {@link #allocatedBytes} is a sum of measured values.
     *
     * @return false if it is an estimate, or there is none
     */
    public boolean allocatedExact() {
        return resources.allocatedExact();
    }

    /**
     * Returns the most memory that a worker process was seen to hold.
     *
     * @return the bytes, if they were ever measured
     */
    public OptionalLong peakMemoryBytes() {
        return resources.peakMemoryBytes();
    }

    @Override
    public String toString() {
        return "FunctionUsage[" + function + ", invocations " + invocations() + ", succeeded " + succeeded()
                + ", failed "
                + counts.failures() + ", timed out " + timedOut() + ", rejected " + counts.rejections() + ", cold "
                + counts.coldStarts() + ", queue " + queueWait() + ", init " + init() + ", run " + run() + ", billed "
                + billed() + ", cpu " + (resources.cpuExact() ? "" : "about ") + cpu() + "]";
    }
}
