package io.pilotlight.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * What was measured, in nanoseconds.
 *
 * @param sorted one figure for each iteration, the smallest first; at least one
 */
record Figures(List<Double> sorted) {

    /** Sorts the figures. */
    Figures {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("There is no median of nothing");
        }
        sorted = sorted.stream().sorted().toList();
    }

    double median() {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Returns how many times as long as others these took. */
    double ratioTo(Figures others) {
        return median() / others.median();
    }

    /** Returns median, smallest and largest, in the unit that suits the median. */
    @Override
    public String toString() {
        Unit unit = Unit.of(median());
        return unit.number(median()) + " " + unit.name + " (" + unit.number(sorted.get(0)) + "-"
                + unit.number(sorted.get(sorted.size() - 1)) + ")";
    }

    private enum Unit {
        NANOS("ns", 1),
        MICROS("us", 1e3),
        MILLIS("ms", 1e6);

        private final String name;
        private final double nanos;

        Unit(String name, double nanos) {
            this.name = name;
            this.nanos = nanos;
        }

        static Unit of(double nanos) {
            if (nanos < MICROS.nanos) {
                return NANOS;
            }
            return nanos < MILLIS.nanos ? MICROS : MILLIS;
        }

        String number(double value) {
            double scaled = value / nanos;
            return String.format(Locale.ROOT, scaled < 10 ? "%.2f" : scaled < 100 ? "%.1f" : "%.0f", scaled);
        }
    }
}
