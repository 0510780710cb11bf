package io.pilotlight.benchmarks;

import java.util.Locale;

/** What the figures of a line are to be. */
sealed interface Goal {

    /** Says whether it is reached; of the median of ours, and of the peer's. */
    boolean holds(Figures ours, Figures peer);

    /** No goal: the line is there for orientation. */
    record None() implements Goal {
        @Override
        public boolean holds(Figures ours, Figures peer) {
            return true;
        }

        @Override
        public String toString() {
            return "-";
        }
    }

    /** A ratio of ours to the peer's that is not to be exceeded. */
    record RatioAtMost(double ratio) implements Goal {
        @Override
        public boolean holds(Figures ours, Figures peer) {
            return ours.ratioTo(peer) <= ratio;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, ratio < 0.1 ? "<= %.3f" : "<= %.2f", ratio);
        }
    }

    /** A ratio of ours to the peer's that is to be reached, where more is better. */
    record RatioAtLeast(double ratio) implements Goal {
        @Override
        public boolean holds(Figures ours, Figures peer) {
            return ours.ratioTo(peer) >= ratio;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, ">= %.2f", ratio);
        }
    }

    /** A figure of ours that is not to be exceeded, whatever the peer's is. */
    record OursAtMost(double figure, Quantity quantity) implements Goal {
        @Override
        public boolean holds(Figures ours, Figures peer) {
            return ours.median() <= figure;
        }

        @Override
        public String toString() {
            return "ours <= " + quantity.text(figure);
        }
    }
}
