package io.pilotlight.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The lines with their figures, in columns.
 *
 * @param lines what was measured
 * @param figures the figures of both sides of each line
 * @param cpus on how many CPUs
 */
record Table(List<Line> lines, Map<Measure, Figures> figures, int cpus) {
    private static final List<String> HEAD = List.of(
            "line", "ours: median (min-max)", "peer: median (min-max)", "ratio", "goal", "holds", "the peer is");
    private static final String DOUBT = """
            ?: not on these CPUs. Pin hand-offs to one (taskset -c 1 java -jar ...), give throughput all; --help says which is which
            """;

    /** Returns the columns, a line feed after each line. */
    @Override
    public String toString() {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        lines.forEach(line -> rows.add(row(line)));
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        boolean doubt = lines.stream().anyMatch(line -> !line.cpus().content(cpus));
        return rows.stream().map(row -> padded(row, widths) + "\n").collect(Collectors.joining())
                + (doubt ? DOUBT : "");
    }

    private List<String> row(Line line) {
        Figures ours = figures.get(line.ours());
        Figures peer = figures.get(line.peer());
        if (ours == null || peer == null) {
            throw new IllegalArgumentException("Not measured: " + line);
        }
        return List.of(
                line.name(),
                ours.toString(),
                peer.toString(),
                ratio(ours.ratioTo(peer)),
                line.goal().toString(),
                holds(line, line.goal().holds(ours, peer)),
                line.peer().title());
    }

    private String holds(Line line, boolean reached) {
        String doubt = line.cpus().content(cpus) ? "" : "?";
        return (line.goal() instanceof Goal.None ? "-" : reached ? "yes" : "no") + doubt;
    }

    private static String ratio(double ratio) {
        return Double.isFinite(ratio)
                ? String.format(Locale.ROOT, ratio < 0.1 ? "%.4f" : ratio < 10 ? "%.2f" : "%.0f", ratio)
                : "-";
    }

    private static String padded(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
