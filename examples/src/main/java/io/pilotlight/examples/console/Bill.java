package io.pilotlight.examples.console;

import io.pilotlight.core.function.ColdStart;
import io.pilotlight.faas.usage.Distribution;
import io.pilotlight.faas.usage.FunctionUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What functions have cost, as two tables: all calls together, and how their times are spread. What was not measured is a
 * dash; what is an estimate has a tilde.
 */
public final class Bill {
    private final Table sums =
            new Table("function", "calls", "cold", "queue", "init", "run", "billed", "cpu", "user", "system", "memory");
    private final Table spread =
            new Table("function", "queue p99", "run p50", "run p90", "run p99", "run max", "cold because");

    /** Makes a bill without functions. */
    public Bill() {}

    /**
     * Adds a function.
     *
     * @param usage what it has cost
     */
    public void add(FunctionUsage usage) {
        sums.row(
                usage.function(),
                Long.toString(usage.invocations()),
                Long.toString(usage.coldStarts()),
                Figures.time(usage.queueWait()),
                Figures.time(usage.init()),
                Figures.time(usage.run()),
                usage.billed().toMillis() + " ms",
                cpu(usage),
                split(usage, usage.userCpu()),
                split(usage, usage.systemCpu()),
                memory(usage));
        Distribution runs = usage.times().runs();
        spread.row(
                usage.function(),
                percentile(usage.times().queueWaits(), 99),
                percentile(runs, 50),
                percentile(runs, 90),
                percentile(runs, 99),
                percentile(runs, 100),
                reasons(usage.counts().coldStarts()));
    }

    /**
     * Lays the bill out.
     *
     * @return the lines of the first table, an empty one, and those of the second; titles first
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(sums.lines());
        lines.add("");
        lines.addAll(spread.lines());
        return lines;
    }

    private static String percentile(Distribution times, double percent) {
        return times.count() == 0 ? "-" : Figures.time(times.percentile(percent));
    }

    private static String reasons(Map<ColdStart, Long> coldStarts) {
        return coldStarts.isEmpty()
                ? "-"
                : coldStarts.entrySet().stream()
                        .map(each -> each.getValue() + " " + Figures.words(each.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private static String cpu(FunctionUsage usage) {
        return usage.cpu().isZero() ? "-" : (usage.cpuExact() ? "" : "~") + Figures.time(usage.cpu());
    }

    private static String split(FunctionUsage usage, Duration part) {
        boolean known = !usage.userCpu().isZero() || !usage.systemCpu().isZero();
        return known ? Figures.time(part) : "-";
    }

    private static String memory(FunctionUsage usage) {
        if (usage.peakMemoryBytes().isPresent()) {
            return Figures.size(usage.peakMemoryBytes().getAsLong()) + " peak";
        }
        return usage.allocatedBytes().isPresent()
                ? (usage.allocatedExact() ? "" : "~")
                        + Figures.size(usage.allocatedBytes().getAsLong()) + " allocated"
                : "-";
    }
}
