package io.pilotlight.faas.usage;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongBinaryOperator;

/**
 * What invocations took besides time. What was never measured is zero and not exact, or empty.
 *
 * @param cpu the CPU time of all of them. Where only some runs of a version were measured, theirs is scaled up by the run
 *     time: CPU time measured x run time of all / run time of those measured
 * @param cpuExact whether each run was measured, so that the CPU time is a sum and no estimate
 * @param userCpu the part of it that was spent in handlers, of those runs for which the parts were measured: not scaled up
 * @param systemCpu the part that the operating system spent for them, of those same runs
 * @param allocatedBytes what they allocated on the Java heap; empty if that was never measured. Where only some runs of a
 *     version were measured, theirs is scaled up by the number of runs, since what a handler allocates goes by its calls
 *     more than by how long they wait
 * @param allocatedExact whether each run was measured, so that the allocated bytes are a sum and no estimate
 * @param peakMemoryBytes the most memory that a worker process was seen to hold; empty if that was never measured
 * @param bytesIn the size of all events
 * @param bytesOut the size of all results, but for those that were passed by reference
 */
public record Resources(
        Duration cpu,
        boolean cpuExact,
        Duration userCpu,
        Duration systemCpu,
        OptionalLong allocatedBytes,
        boolean allocatedExact,
        OptionalLong peakMemoryBytes,
        long bytesIn,
        long bytesOut) {

    /** Of no invocation. */
    public static final Resources NONE = new Resources(
            Duration.ZERO, true, Duration.ZERO, Duration.ZERO, OptionalLong.empty(), true, OptionalLong.empty(), 0, 0);

    /** Checks the parts. */
    public Resources {
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(userCpu, "userCpu");
        Objects.requireNonNull(systemCpu, "systemCpu");
        Objects.requireNonNull(allocatedBytes, "allocatedBytes");
        Objects.requireNonNull(peakMemoryBytes, "peakMemoryBytes");
    }

    /**
     * Adds other invocations. Estimates are added to one another, and the sum is exact only if both are.
     *
     * @param other what they took
     * @return what both took
     */
    public Resources plus(Resources other) {
        return new Resources(
                cpu.plus(other.cpu),
                cpuExact && other.cpuExact,
                userCpu.plus(other.userCpu),
                systemCpu.plus(other.systemCpu),
                join(allocatedBytes, other.allocatedBytes, Long::sum),
                allocatedExact && other.allocatedExact,
                join(peakMemoryBytes, other.peakMemoryBytes, Math::max),
                bytesIn + other.bytesIn,
                bytesOut + other.bytesOut);
    }

    private static OptionalLong join(OptionalLong one, OptionalLong other, LongBinaryOperator both) {
        if (one.isPresent() && other.isPresent()) {
            return OptionalLong.of(both.applyAsLong(one.getAsLong(), other.getAsLong()));
        }
        return one.isPresent() ? one : other;
    }
}
