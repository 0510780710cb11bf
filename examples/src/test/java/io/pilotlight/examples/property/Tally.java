package io.pilotlight.examples.property;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what came of the samples of one kind. */
final class Tally {
    private final String kind;
    private final Map<String, Integer> byDeviation = new TreeMap<>();
    private int same;
    private int declared;
    private int undeclared;

    Tally(String kind) {
        this.kind = kind;
    }

    void add(Verdict verdict) {
        if (verdict.isSame()) {
            same++;
        } else if (verdict.isUndeclared()) {
            undeclared++;
        } else {
            declared++;
            verdict.deviations().forEach(name -> byDeviation.merge(name, 1, Integer::sum));
        }
    }

    int undeclared() {
        return undeclared;
    }

    String line(long seed, Duration took) {
        return String.format(
                Locale.ROOT,
                "%-10s %,9d compared: %,d same, %,d declared, %,d undeclared (seed %d, %.1f s)%s",
                kind,
                same + declared + undeclared,
                same,
                declared,
                undeclared,
                seed,
                took.toMillis() / 1000.0,
                byDeviation.isEmpty() ? "" : " " + byDeviation);
    }
}
