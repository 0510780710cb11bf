package io.pilotlight.faas.ledger;

import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Usage;
import io.pilotlight.faas.usage.FunctionUsage;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what one function costs. Safe for many threads, and never waits. */
final class Account {
    private static final long NEVER = Long.MIN_VALUE;

    private final String function;
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder coldStarts = new LongAdder();
    private final LongAdder queueNanos = new LongAdder();
    private final LongAdder initNanos = new LongAdder();
    private final LongAdder runNanos = new LongAdder();
    private final LongAdder billedMillis = new LongAdder();
    private final LongAdder cpuNanos = new LongAdder();
    private final LongAdder userCpuNanos = new LongAdder();
    private final LongAdder systemCpuNanos = new LongAdder();
    private final LongAccumulator allocatedBytes = new LongAccumulator((a, b) -> a == NEVER ? b : a + b, NEVER);
    private final LongAccumulator peakBytes = new LongAccumulator(Math::max, NEVER);

    Account(String function) {
        this.function = function;
    }

    void enter(Outcome<?> outcome) {
        counterOf(outcome).increment();
        Usage usage = outcome.usage();
        if (usage.coldStart()) {
            coldStarts.increment();
        }
        queueNanos.add(usage.queueWait().toNanos());
        initNanos.add(usage.init().toNanos());
        runNanos.add(usage.run().toNanos());
        billedMillis.add(usage.billed().toMillis());
        usage.cpu().ifPresent(cpu -> cpuNanos.add(cpu.toNanos()));
        usage.userCpu().ifPresent(cpu -> userCpuNanos.add(cpu.toNanos()));
        usage.systemCpu().ifPresent(cpu -> systemCpuNanos.add(cpu.toNanos()));
        usage.allocatedBytes().ifPresent(allocatedBytes::accumulate);
        usage.peakMemoryBytes().ifPresent(peakBytes::accumulate);
    }

    FunctionUsage snapshot() {
        long good = succeeded.sum(); // each is read once, or the sum would not be that of its parts
        long bad = failed.sum();
        long late = timedOut.sum();
        long refused = rejected.sum();
        return new FunctionUsage(
                function,
                good + bad + late + refused,
                good,
                bad,
                late,
                refused,
                coldStarts.sum(),
                Duration.ofNanos(queueNanos.sum()),
                Duration.ofNanos(initNanos.sum()),
                Duration.ofNanos(runNanos.sum()),
                Duration.ofMillis(billedMillis.sum()),
                Duration.ofNanos(cpuNanos.sum()),
                Duration.ofNanos(userCpuNanos.sum()),
                Duration.ofNanos(systemCpuNanos.sum()),
                measured(allocatedBytes),
                measured(peakBytes));
    }

    private LongAdder counterOf(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Succeeded) {
            return succeeded;
        }
        if (outcome instanceof Outcome.Failed) {
            return failed;
        }
        return outcome instanceof Outcome.TimedOut ? timedOut : rejected;
    }

    private static OptionalLong measured(LongAccumulator value) {
        long sum = value.get();
        return sum == NEVER ? OptionalLong.empty() : OptionalLong.of(sum);
    }
}
