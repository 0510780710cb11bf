package io.pilotlight.env.wheel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * One row of a RECORD, the list of files that came with a package (the "Recording installed projects" specification).
 *
 * @param path the file, relative to site-packages, with slashes
 * @param hash for example {@code sha256=...}, or empty
 * @param size the file's size in bytes, or empty
 */
record RecordRow(String path, String hash, String size) {
    private static final Comparator<RecordRow> ORDER = Comparator.comparing(RecordRow::path, RecordRow::byCodePoint)
            .thenComparing(RecordRow::hash)
            .thenComparing(RecordRow::size);

    static RecordRow of(String path, byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            return new RecordRow(path, "sha256=" + hash, Integer.toString(content.length));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    static RecordRow unhashed(String path) {
        return new RecordRow(path, "", "");
    }

    static List<RecordRow> parse(byte[] record) {
        List<RecordRow> rows = new ArrayList<>();
        for (String line : new String(record, StandardCharsets.UTF_8).lines().toList()) {
            if (!line.isEmpty()) {
                List<String> cells = cells(line);
                rows.add(new RecordRow(cells.get(0), cell(cells, 1), cell(cells, 2)));
            }
        }
        return rows;
    }

    /** Writes rows as pip does: sorted, CSV, with carriage returns on every system. */
    static byte[] write(List<RecordRow> rows) {
        StringBuilder text = new StringBuilder();
        rows.stream().sorted(ORDER).forEach(row -> text.append(quoted(row.path))
                .append(',')
                .append(row.hash)
                .append(',')
                .append(row.size)
                .append("\r\n"));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(List<String> cells, int index) {
        return index < cells.size() ? cells.get(index) : "";
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean inQuotes = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                // a doubled quote closes and opens again: one of the two is text
                if (!inQuotes && cell.length() > 0) {
                    cell.append('"');
                }
                inQuotes = !inQuotes;
            } else if (c == ',' && !inQuotes) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }

    private static int byCodePoint(String left, String right) {
        int[] l = left.codePoints().toArray();
        int[] r = right.codePoints().toArray();
        return Arrays.compare(l, r);
    }
}
