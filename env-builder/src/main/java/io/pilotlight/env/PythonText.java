package io.pilotlight.env;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Text as Python and the shells write it. */
final class PythonText {
    private static final Pattern SAFE = Pattern.compile("[a-zA-Z0-9@%+=:,./_-]+");

    private PythonText() {}

    /** Returns what Python's {@code repr()} makes of a string. */
    static String repr(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder().append(quote);
        text.codePoints().forEach(c -> appendRepr(out, c, quote));
        return out.append(quote).toString();
    }

    /** Returns what Python's {@code repr()} makes of a path that is a string there. */
    static String repr(Path path) {
        return repr(path.toString());
    }

    /** Returns what Python's {@code shlex.quote()} makes of a string. */
    static String shellQuote(String text) {
        return SAFE.matcher(text).matches() ? text : "'" + text.replace("'", "'\"'\"'") + "'";
    }

    /** Returns a string for PowerShell that nothing in it can leave. */
    static String powerShellQuote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static void appendRepr(StringBuilder out, int c, char quote) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
                if (c == quote) {
                    out.append('\\').append(quote);
                } else if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else if (c < 0x100) {
                    out.append(String.format("\\x%02x", c));
                } else if (c < 0x10000) {
                    out.append(String.format("\\u%04x", c));
                } else {
                    out.append(String.format("\\U%08x", c));
                }
            }
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
