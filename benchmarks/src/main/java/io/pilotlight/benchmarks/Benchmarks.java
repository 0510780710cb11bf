package io.pilotlight.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.runner.RunnerException;

/** Measures what is ours beside its peers, and prints one table. */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * Runs the benchmarks. Exits with 0 when all was measured, 1 when a benchmark failed, and 2 on wrong usage.
     *
     * @param words what was typed; {@code --help} explains it
     */
    public static void main(String[] words) {
        System.exit(run(List.of(words)));
    }

    private static int run(List<String> words) {
        try {
            Arguments arguments = Arguments.of(words);
            if (arguments.help()) {
                System.out.println(Arguments.USAGE);
                Line.all().forEach(line -> System.out.println(described(line)));
                return 0;
            }
            return measure(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; --help says what can be typed");
            return 2;
        } catch (RunnerException | IOException e) {
            System.err.println("A benchmark failed: " + e);
            return 1;
        }
    }

    private static int measure(Arguments arguments) throws RunnerException, IOException {
        List<Line> lines = possible(arguments.lines());
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("No line that can run here matches " + arguments.pattern());
        }
        String header = Machine.describe() + "\neffort:  " + arguments.effort();
        System.out.println(header);
        Map<Measure, Figures> figures = new Runs(arguments, Folder.ofThisRun(), System.err).of(measuresOf(lines));
        System.out.print("\n" + new Table(lines, figures, Machine.cpus()));
        return 0;
    }

    private static String described(Line line) {
        return String.format(
                "  %-21s %-4s %-17s %s",
                line.name(), line.cpus(), line.goal(), line.peer().title());
    }

    private static List<Line> possible(List<Line> lines) {
        List<Line> possible = new ArrayList<>();
        for (Line line : lines) {
            String missing = Machine.missingFor(line);
            if (missing.isEmpty()) {
                possible.add(line);
            } else {
                System.err.println("skipped: " + line.name() + ": " + missing);
            }
        }
        return possible;
    }

    private static Set<Measure> measuresOf(List<Line> lines) {
        Set<Measure> measures = new LinkedHashSet<>();
        lines.forEach(line -> measures.addAll(List.of(line.ours(), line.peer())));
        return measures;
    }
}
