package io.pilotlight.examples.property;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** One kind's samples, in batches; the first of what is undeclared is shrunk. */
final class PropertyRun {
    private static final int BATCH = 1_000;
    private static final int MOST_SHRUNK = Integer.getInteger("property.shrunk", 5);

    private final PythonSide python;
    private final long seed;

    PropertyRun(PythonSide python, long seed) {
        this.python = python;
        this.seed = seed;
    }

    /**
     * Runs one kind.
     *
     * @param cases how many samples
     * @param report what is printed
     * @return the differences that nobody declared
     */
    int run(Kind kind, int cases, List<String> report) throws IOException {
        long start = System.nanoTime();
        Draw draw = new Draw(seed ^ kind.name().hashCode());
        Judge judge = new Judge(kind, python);
        Tally tally = new Tally(kind.name());
        List<Verdict> undeclared = new ArrayList<>();
        for (int left = cases; left > 0; left -= BATCH) {
            List<Sample> samples = IntStream.range(0, Math.min(left, BATCH))
                    .mapToObj(i -> kind.sample(draw))
                    .toList();
            for (Verdict verdict : judge.judge(samples)) {
                tally.add(verdict);
                if (verdict.isUndeclared()) {
                    undeclared.add(verdict);
                }
            }
        }
        report.add(tally.line(seed, Duration.ofNanos(System.nanoTime() - start)));
        Shrinker shrinker = new Shrinker(kind, judge);
        undeclared.sort(Comparator.comparing(verdict -> verdict.toString().length()));
        for (Verdict verdict : undeclared.subList(0, Math.min(undeclared.size(), MOST_SHRUNK))) {
            String shrunk = "  " + shrinker.shrunk(verdict);
            if (!report.contains(shrunk)) {
                report.add(shrunk);
            }
        }
        return tally.undeclared();
    }
}
