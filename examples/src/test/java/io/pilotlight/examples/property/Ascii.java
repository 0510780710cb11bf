package io.pilotlight.examples.property;

import java.util.List;
import java.util.stream.Collectors;

/** Texts in ASCII, in quotes, as JSON and Java both read them: whatever the locale is, half a surrogate pair too. */
final class Ascii {
    private static final int END = 0x7f;

    private Ascii() {}

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> append(out, (char) c));
        return out.append('"').toString();
    }

    static String quoted(List<String> texts) {
        return texts.stream().map(Ascii::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static void append(StringBuilder out, char c) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (c < ' ' || c >= END) {
            out.append(String.format("\\u%04x", (int) c));
        } else {
            out.append(c);
        }
    }
}
