package io.pilotlight.examples.console;

import io.pilotlight.faas.usage.FunctionUsage;
import java.time.Duration;
import java.util.List;

/** What functions have cost, as a table. What was not measured is a dash. */
public final class Bill {
    private final Table table =
            new Table("function", "calls", "cold", "queue", "init", "run", "billed", "cpu", "user", "system", "memory");

    /** Makes a bill without functions. */
    public Bill() {}

    /**
     * Adds a function.
     *
     * @param usage what it has cost
     */
    public void add(FunctionUsage usage) {
        table.row(
                usage.function(),
                Long.toString(usage.invocations()),
                Long.toString(usage.coldStarts()),
                Figures.time(usage.queueWait()),
                Figures.time(usage.init()),
                Figures.time(usage.run()),
                usage.billed().toMillis() + " ms",
                measured(usage.cpu()),
                split(usage, usage.userCpu()),
                split(usage, usage.systemCpu()),
                memory(usage));
    }

    /**
     * Lays the bill out.
     *
     * @return its lines, the titles first
     */
    public List<String> lines() {
        return table.lines();
    }

    private static String measured(Duration time) {
        return time.isZero() ? "-" : Figures.time(time);
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
                ? Figures.size(usage.allocatedBytes().getAsLong()) + " allocated"
                : "-";
    }
}
