package io.pilotlight.faas.ledger;

import io.pilotlight.faas.flow.Cost;
import io.pilotlight.faas.usage.Resources;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Adds up what runs took, some of which were measured, and estimates what all of them took. Not safe for many threads.
 *
 * <p>CPU time goes by the run time, allocated bytes by the number of runs; see {@link Resources}.
 */
final class Metered {
    private long runs;
    private long runNanos;
    private long cpuRuns;
    private long cpuRunNanos;
    private long cpuNanos;
    private long userNanos;
    private long systemNanos;
    private long allocatedRuns;
    private long allocatedBytes;
    private long peakBytes = Cost.UNKNOWN;
    private long bytesIn;
    private long bytesOut;

    void addRun(Cost cost) {
        long run = Math.max(0, cost.runNanos());
        runs++;
        runNanos += run;
        if (cost.cpuNanos() != Cost.UNKNOWN) {
            cpuRuns++;
            cpuRunNanos += run;
            cpuNanos += cost.cpuNanos();
        }
        if (cost.userCpuNanos() != Cost.UNKNOWN) {
            userNanos += cost.userCpuNanos();
            systemNanos += cost.cpuNanos() - cost.userCpuNanos();
        }
        if (cost.allocatedBytes() != Cost.UNKNOWN) {
            allocatedRuns++;
            allocatedBytes += cost.allocatedBytes();
        }
        peakBytes = Math.max(peakBytes, cost.peakBytes());
    }

    void addTraffic(long in, long out) {
        bytesIn += in;
        bytesOut += out;
    }

    long runNanos() {
        return runNanos;
    }

    Resources resources() {
        return new Resources(
                Duration.ofNanos(allCpuNanos()),
                cpuRuns == runs,
                Duration.ofNanos(userNanos),
                Duration.ofNanos(systemNanos),
                allocatedRuns == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(scaled(allocatedBytes, runs, allocatedRuns)),
                allocatedRuns == runs,
                peakBytes == Cost.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(peakBytes),
                bytesIn,
                bytesOut);
    }

    /** By the number of runs where time cannot tell: virtual time may stand still while a handler runs. */
    private long allCpuNanos() {
        return cpuRunNanos == 0 ? scaled(cpuNanos, runs, cpuRuns) : scaled(cpuNanos, runNanos, cpuRunNanos);
    }

    private static long scaled(long measured, long all, long ofThem) {
        return all == ofThem || ofThem == 0 ? measured : Math.round(measured * ((double) all / ofThem));
    }
}
