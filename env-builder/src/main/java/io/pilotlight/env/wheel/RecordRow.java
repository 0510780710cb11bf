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
public record RecordRow(String path, String hash, String size) {
    private static final Comparator<RecordRow> ORDER = Comparator.comparing(RecordRow::path, RecordRow::byCodePoint)
            .thenComparing(RecordRow::hash)
            .thenComparing(RecordRow::size);

    /**
     * Describes a file.
     *
     * @param path the file, relative to site-packages, with slashes
     * @param content what is in it
     * @return its row
     */
    public static RecordRow of(String path, byte[] content) {
        return new RecordRow(path, "sha256=" + digest("SHA-256", content), Integer.toString(content.length));
    }

    /**
     * Makes a row that says nothing of the file but that it is there.
     *
     * @param path the file, relative to site-packages, with slashes
     * @return its row
     */
    public static RecordRow unhashed(String path) {
        return new RecordRow(path, "", "");
    }

    /** Says whether the row has a hash, and one that content has. */
    boolean describes(byte[] content) {
        int equals = hash.indexOf('=');
        String name = equals < 0 ? "" : hash.substring(0, equals);
        String algorithm =
                switch (name) {
                    case "sha256" -> "SHA-256";
                    case "sha384" -> "SHA-384";
                    case "sha512" -> "SHA-512";
                    default -> "";
                };
        return !algorithm.isEmpty() && hash.substring(equals + 1).equals(digest(algorithm, content));
    }

    /**
     * Reads a RECORD.
     *
     * @param record its content
     * @return its rows, in its order
     */
    public static List<RecordRow> parse(byte[] record) {
        List<RecordRow> rows = new ArrayList<>();
        for (String line : new String(record, StandardCharsets.UTF_8).lines().toList()) {
            if (!line.isEmpty()) {
                List<String> cells = cells(line);
                rows.add(new RecordRow(cells.get(0), cell(cells, 1), cell(cells, 2)));
            }
        }
        return rows;
    }

    /**
     * Writes rows as pip does: sorted, CSV, with carriage returns on every system.
     *
     * @param rows the rows, in any order
     * @return a RECORD's content
     */
    public static byte[] write(List<RecordRow> rows) {
        return text(rows.stream().sorted(ORDER).toList(), "\r\n");
    }

    /**
     * Writes rows in the manner of a RECORD that is there: in the given order, with its line ends.
     *
     * @param model the RECORD whose manner is taken
     * @param rows the rows
     * @return a RECORD's content
     */
    public static byte[] writeLike(byte[] model, List<RecordRow> rows) {
        int end = 0;
        while (end < model.length && model[end] != '\n') {
            end++;
        }
        return text(rows, end > 0 && model[end - 1] == '\r' ? "\r\n" : "\n");
    }

    /**
     * Puts a row among others that are in pip's order.
     *
     * @param rows the others; a row of the same path is replaced
     * @param row the row
     */
    public static void insert(List<RecordRow> rows, RecordRow row) {
        rows.removeIf(other -> other.path.equals(row.path));
        int at = 0;
        while (at < rows.size() && ORDER.compare(rows.get(at), row) < 0) {
            at++;
        }
        rows.add(at, row);
    }

    private static byte[] text(List<RecordRow> rows, String lineEnd) {
        StringBuilder text = new StringBuilder();
        for (RecordRow row : rows) {
            text.append(quoted(row.path))
                    .append(',')
                    .append(row.hash)
                    .append(',')
                    .append(row.size)
                    .append(lineEnd);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(content);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has " + algorithm, e);
        }
    }

    private static String cell(List<String> cells, int index) {
        return index < cells.size() ? cells.get(index) : "";
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean inQuotes = false;
        boolean closed = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                // a doubled quote closes and opens again: one of the two is text
                if (closed) {
                    cell.append('"');
                }
                closed = inQuotes;
                inQuotes = !inQuotes;
            } else if (c == ',' && !inQuotes) {
                cells.add(cell.toString());
                cell.setLength(0);
                closed = false;
            } else {
                cell.append(c);
                closed = false;
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
