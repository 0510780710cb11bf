package io.pilotlight.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The lines with their figures, in columns. */
record Table(List<Line> lines, Map<Measure, Figures> figures) {
    private static final List<String> HEAD =
            List.of("line", "ours: median (min-max)", "peer: median (min-max)", "ratio", "the peer is");

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
        return rows.stream().map(row -> padded(row, widths) + "\n").collect(Collectors.joining());
    }

    private List<String> row(Line line) {
        Figures ours = figures.get(line.ours());
        Figures peer = figures.get(line.peer());
        if (ours == null || peer == null) {
            throw new IllegalArgumentException("Not measured: " + line);
        }
        double ratio = ours.ratioTo(peer);
        return List.of(
                line.name(),
                ours.toString(),
                peer.toString(),
                String.format(Locale.ROOT, ratio < 0.1 ? "%.4f" : ratio < 10 ? "%.2f" : "%.0f", ratio),
                line.peer().title());
    }

    private static String padded(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
