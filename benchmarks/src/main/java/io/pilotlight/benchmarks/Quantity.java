package io.pilotlight.benchmarks;

import java.util.List;
import java.util.Locale;

/** What a figure counts, and how its numbers are written. */
enum Quantity {
    /** Nanoseconds; less is better. */
    TIME("", new Unit("ns", 1), new Unit("us", 1e3), new Unit("ms", 1e6)),
    /** How often in a second; more is better. */
    RATE("", new Unit("/s", 1), new Unit("k/s", 1e3), new Unit("M/s", 1e6)),
    /** Bytes in a second; more is better. */
    BANDWIDTH("", new Unit("B/s", 1), new Unit("MiB/s", 1 << 20)),
    /** Answers that were wrong; less is better. */
    WRONG("", new Unit("wrong", 1)),
    /** Bytes; less is better. */
    BYTES("bytes", new Unit("B", 1), new Unit("KiB", 1024)),
    /** Threads; less is better. */
    THREADS("threads", new Unit("threads", 1));

    private final String counter;
    private final List<Unit> units;

    Quantity(String counter, Unit... units) {
        this.counter = counter;
        this.units = List.of(units);
    }

    /** Returns the field of the benchmark in which it is found; empty if it is what JMH measures itself. */
    String counter() {
        return counter;
    }

    /** Returns a number with the unit that suits it. */
    String text(double value) {
        Unit unit = unitFor(value);
        return unit.number(value) + " " + unit.name;
    }

    /** Returns median, smallest and largest, in the unit that suits the median. */
    String text(double median, double smallest, double largest) {
        Unit unit = unitFor(median);
        return text(median) + " (" + unit.number(smallest) + "-" + unit.number(largest) + ")";
    }

    private Unit unitFor(double value) {
        return units.stream()
                .filter(unit -> Math.abs(value) >= unit.size)
                .reduce((smaller, larger) -> larger)
                .orElse(units.get(0));
    }

    private record Unit(String name, double size) {
        String number(double value) {
            double scaled = value / size;
            boolean whole = scaled >= 100 || scaled == 0;
            return String.format(Locale.ROOT, whole ? "%.0f" : scaled < 10 ? "%.2f" : "%.1f", scaled);
        }
    }
}
