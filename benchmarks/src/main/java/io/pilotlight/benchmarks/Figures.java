package io.pilotlight.benchmarks;

import java.util.List;

/**
 * What was measured.
 *
 * @param quantity what the figures count
 * @param sorted one figure for each iteration, the smallest first; at least one
 */
record Figures(Quantity quantity, List<Double> sorted) {

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

    /** Returns how many times as much as others these are; not a number if there is nothing on both sides. */
    double ratioTo(Figures others) {
        return median() / others.median();
    }

    /** Returns median, smallest and largest, in the unit that suits the median. */
    @Override
    public String toString() {
        return quantity.text(median(), sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
