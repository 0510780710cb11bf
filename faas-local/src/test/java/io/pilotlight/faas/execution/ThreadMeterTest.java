package io.pilotlight.faas.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.faas.flow.Cost;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class ThreadMeterTest {
    private final ThreadMeter meter = new ThreadMeter(true);

    @Test
    void measuresCpuTimeAndItsPartsOfARunThatTakesSome() {
        meter.start();
        burn(60_000_000);
        Cost cost = meter.stop(1);
        assertThat(cost.runNanos()).isEqualTo(1);
        assertThat(cost.cpuNanos()).isGreaterThanOrEqualTo(60_000_000);
        assertThat(cost.userCpuNanos()).isBetween(0L, cost.cpuNanos());
    }

    @Test
    void measuresWhatWasAllocated() {
        meter.start();
        byte[] block = new byte[1 << 20];
        Cost cost = meter.stop(1);
        assertThat(cost.allocatedBytes()).isGreaterThanOrEqualTo(block.length);
    }

    @Test
    void countsNothingOfWhatCameBefore() {
        meter.start();
        burn(40_000_000);
        meter.stop(1);
        meter.start();
        Cost cost = meter.stop(1);
        assertThat(cost.cpuNanos()).isLessThan(40_000_000);
        assertThat(cost.userCpuNanos()).isEqualTo(Cost.UNKNOWN);
    }

    private static void burn(long nanos) {
        var threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + nanos;
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }
}
