package io.pilotlight.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Tables of what is expected: input columns, then what requests does, and, where we do something else, what we do. Tabs
 * stand between columns; lines that begin with a hash and a blank are remarks. In a cell a backslash, a u and four digits
 * are a UTF-16 unit, two backslashes are one, and a backslash and an e are the empty text.
 */
final class Tables {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|e|(\\\\))");

    private Tables() {}

    /** Reads a table: of each row the inputs, and what we are to make of them. */
    static Stream<Arguments> rows(String name, int inputs) {
        try (InputStream in = Tables.class.getResourceAsStream(name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return lines
                    .lines()
                    .filter(line -> !line.startsWith("# ") && !line.isEmpty())
                    .map(line -> Arguments.of(row(line.split("\t"), inputs)))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object[] row(String[] cells, int inputs) {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            row.add(cell(cells[i]));
        }
        row.add(cell(cells[cells.length - 1]));
        return row.toArray();
    }

    private static String cell(String written) {
        return ESCAPE.matcher(written)
                .replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1), found.group(2))));
    }

    private static String meaning(String unit, String backslash) {
        if (unit != null) {
            return Character.toString((char) Integer.parseInt(unit, 16));
        }
        return backslash != null ? backslash : "";
    }
}
