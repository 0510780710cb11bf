package io.pilotlight.examples.property;

import java.util.List;

/**
 * What came of one sample.
 *
 * @param sample what both clients were handed
 * @param theirs what requests made of it
 * @param ours what this client made of it
 * @param deviations the names of those that explain the difference
 */
record Verdict(Sample sample, Outcome theirs, Outcome ours, List<String> deviations) {

    boolean isSame() {
        return theirs.equals(ours);
    }

    boolean isUndeclared() {
        return !isSame() && deviations.isEmpty();
    }

    Verdict with(List<String> names) {
        return new Verdict(sample, theirs, ours, List.copyOf(names));
    }

    @Override
    public String toString() {
        return sample + "\n    requests " + theirs + "\n    ours     " + ours;
    }
}
