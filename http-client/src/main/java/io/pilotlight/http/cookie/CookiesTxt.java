package io.pilotlight.http.cookie;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The cookies.txt of Netscape, as curl and Python's MozillaCookieJar read and write it. */
public final class CookiesTxt {
    private static final String HEAD = "# Netscape HTTP Cookie File\n# Written by Pilotlight.\n\n";
    private static final String HTTP_ONLY = "#HttpOnly_";

    private CookiesTxt() {}

    /**
     * One line.
     *
     * @param domain in canonical form
     * @param hostOnly whether hosts below the domain are left out
     * @param path starts with a slash
     * @param secure whether it goes over https only
     * @param httpOnly whether scripts must not see it
     * @param expires when it ends; null if it ends with the session
     * @param name never empty
     * @param value may be empty
     */
    public record Line(
            String domain,
            boolean hostOnly,
            String path,
            boolean secure,
            boolean httpOnly,
            @Nullable Instant expires,
            String name,
            String value) {}

    /** Says which line is none; the message does not quote it. */
    public static final class MalformedLineException extends Exception {
        private static final long serialVersionUID = 1L;

        /** The line, counted from 1. */
        private final int line;

        MalformedLineException(int line, String message) {
            super(message);
            this.line = line;
        }

        /**
         * Returns the number of the line.
         *
         * @return 1 or more
         */
        public int line() {
            return line;
        }
    }

    /**
     * Writes lines.
     *
     * @param lines what to write, in order
     * @return the file's content
     */
    public static byte[] write(List<Line> lines) {
        StringBuilder out = new StringBuilder(HEAD);
        for (Line line : lines) {
            boolean dotted = !line.hostOnly();
            out.append(line.httpOnly() ? HTTP_ONLY : "")
                    .append(dotted ? "." : "")
                    .append(line.domain())
                    .append('\t')
                    .append(flag(dotted))
                    .append('\t')
                    .append(line.path())
                    .append('\t')
                    .append(flag(line.secure()))
                    .append('\t')
                    .append(
                            line.expires() == null
                                    ? 0
                                    : Math.max(1, line.expires().getEpochSecond()))
                    .append('\t')
                    .append(line.name())
                    .append('\t')
                    .append(line.value())
                    .append('\n');
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads lines; remarks and empty ones are passed over.
     *
     * @param content the file's content
     * @return the lines in order
     * @throws MalformedLineException if one is no cookie
     */
    public static List<Line> read(byte[] content) throws MalformedLineException {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        int from = 0;
        while (from < content.length) {
            int to = from;
            while (to < content.length && content[to] != '\n') {
                to++;
            }
            number++;
            String text = text(content, from, to, number);
            boolean httpOnly = text.startsWith(HTTP_ONLY);
            String fields = httpOnly ? text.substring(HTTP_ONLY.length()) : text;
            if (!fields.isBlank() && !fields.startsWith("#")) {
                lines.add(line(fields.split("\t", -1), httpOnly, number));
            }
            from = to + 1;
        }
        return lines;
    }

    private static String text(byte[] content, int from, int to, int number) throws MalformedLineException {
        int end = to > from && content[to - 1] == '\r' ? to - 1 : to;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content, from, end - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedLineException(number, "is not in UTF-8");
        }
    }

    private static Line line(String[] fields, boolean httpOnly, int number) throws MalformedLineException {
        // an editor that cuts blanks at the end of lines takes the tab before an empty value with them
        if (fields.length != 7 && fields.length != 6) {
            throw new MalformedLineException(
                    number, "has " + fields.length + " fields between tabs where a cookie has 7");
        }
        String domain = fields[0].startsWith(".") ? fields[0].substring(1) : fields[0];
        if (domain.matches(".*[\\s/;,@].*") || domain.isEmpty() || fields[5].isEmpty() || !fields[2].startsWith("/")) {
            throw new MalformedLineException(number, "has no domain, no name, or a path without a slash at its start");
        }
        if (String.join("", fields).chars().anyMatch(Character::isISOControl)) {
            throw new MalformedLineException(number, "holds a control character");
        }
        return new Line(
                Matching.canonical(domain),
                !flag(fields[1], number),
                fields[2],
                flag(fields[3], number),
                httpOnly,
                expires(fields[4], number),
                fields[5],
                fields.length == 7 ? fields[6] : "");
    }

    private static @Nullable Instant expires(String seconds, int number) throws MalformedLineException {
        // some tools write fractions
        if (!seconds.matches("(-?[0-9]{1,15}(\\.[0-9]*)?)?")) {
            throw new MalformedLineException(number, "has an expiry that is no number of seconds");
        }
        long whole = seconds.isEmpty() ? 0 : Long.parseLong(seconds.replaceFirst("\\..*", ""));
        return whole == 0 ? null : Instant.ofEpochSecond(Math.min(whole, SetCookie.FOR_EVER.getEpochSecond()));
    }

    private static String flag(boolean value) {
        return value ? "TRUE" : "FALSE";
    }

    private static boolean flag(String text, int number) throws MalformedLineException {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "TRUE" -> true;
            case "FALSE" -> false;
            default -> throw new MalformedLineException(number, "has a flag that is neither TRUE nor FALSE");
        };
    }
}
