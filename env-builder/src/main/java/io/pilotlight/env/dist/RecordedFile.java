package io.pilotlight.env.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of an installed package, as its RECORD has it (the "Recording installed projects" specification).
 *
 * @param path the file, relative to site-packages, with slashes
 * @param hash for example {@code sha256=...}, or empty
 * @param size its size in bytes; -1 if that is not recorded
 */
public record RecordedFile(String path, String hash, long size) {

    /**
     * Reads a RECORD.
     *
     * @param record the file
     * @return its rows; those without a path are passed over
     * @throws IOException if it cannot be read
     */
    public static List<RecordedFile> read(Path record) throws IOException {
        String text = new String(Files.readAllBytes(record), StandardCharsets.UTF_8);
        List<RecordedFile> rows = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            String line = text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end);
            start = end + 1;
            RecordedFile row = row(line);
            if (!row.path.isEmpty()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static RecordedFile row(String line) {
        int sizeAt = line.lastIndexOf(',');
        int hashAt = sizeAt <= 0 ? -1 : line.lastIndexOf(',', sizeAt - 1);
        if (hashAt < 0) {
            return new RecordedFile(unquoted(line), "", -1);
        }
        return new RecordedFile(
                unquoted(line.substring(0, hashAt)),
                line.substring(hashAt + 1, sizeAt),
                number(line.substring(sizeAt + 1)));
    }

    /** Only paths are ever quoted: neither hashes nor sizes hold a comma. */
    private static String unquoted(String cell) {
        boolean quoted = cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"");
        return quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
    }

    private static long number(String text) {
        try {
            return text.isEmpty() ? -1 : Long.parseLong(text.strip());
        } catch (NumberFormatException noSize) {
            return -1;
        }
    }
}
