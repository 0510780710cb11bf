package io.pilotlight.examples.parity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer as the recording server gives it, taken apart by the letter; one letter a byte.
 *
 * @param status its status
 * @param reason the words behind the status
 * @param fields its header fields, each a name and a value without blanks at its ends
 * @param rest all that stands behind the head
 */
record RawAnswer(int status, String reason, List<List<String>> fields, String rest) {

    private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,6})(?:;[^\r\n]*)?\r\n");

    /** Takes the first answer apart; empty if there is no whole head of HTTP/1. */
    static Optional<RawAnswer> first(String raw) {
        String[] parts = raw.split("\r?\n\r?\n", 2);
        String[] lines = parts[0].split("\r?\n");
        if (parts.length < 2 || !lines[0].matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
            return Optional.empty();
        }
        List<List<String>> fields = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                fields.add(List.of(
                        lines[i].substring(0, colon),
                        lines[i].substring(colon + 1).strip()));
            }
        }
        String reason = lines[0].length() > 13 ? lines[0].substring(13) : "";
        return Optional.of(new RawAnswer(Integer.parseInt(lines[0].substring(9, 12)), reason, fields, parts[1]));
    }

    /** Takes the first answer apart that is no interim one. */
    static Optional<RawAnswer> last(String raw) {
        Optional<RawAnswer> answer = first(raw);
        while (answer.isPresent() && answer.get().isInterim()) {
            answer = first(answer.get().rest());
        }
        return answer;
    }

    boolean isInterim() {
        return status < 200 && status != 101;
    }

    List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.get(0).equalsIgnoreCase(name))
                .map(field -> field.get(1))
                .toList();
    }

    /** Returns the fields as a client shows them: repeated ones joined, names in small letters. */
    Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        fields.forEach(field ->
                shown.merge(field.get(0).toLowerCase(Locale.ROOT), field.get(1), (one, other) -> one + ", " + other));
        return shown;
    }

    /** Returns the bytes of the content, if nothing but chunks is to be undone. */
    Optional<byte[]> content() {
        List<String> codings = all("Transfer-Encoding");
        if (!all("Content-Encoding").isEmpty() || !(codings.isEmpty() || codings.equals(List.of("chunked")))) {
            return Optional.empty();
        }
        if (!codings.isEmpty()) {
            return unchunked().map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
        }
        int length = all("Content-Length").stream()
                .filter(value -> value.matches("\\d{1,9}"))
                .findFirst()
                .map(Integer::parseInt)
                .orElse(rest.length());
        return length > rest.length()
                ? Optional.empty()
                : Optional.of(rest.substring(0, length).getBytes(StandardCharsets.ISO_8859_1));
    }

    private Optional<String> unchunked() {
        StringBuilder text = new StringBuilder();
        Matcher chunk = CHUNK.matcher(rest);
        int at = 0;
        while (chunk.find(at) && chunk.start() == at) {
            int size = Integer.parseInt(chunk.group(1), 16);
            int end = chunk.end() + size;
            if (size == 0) {
                return Optional.of(text.toString());
            }
            if (!rest.startsWith("\r\n", end)) {
                return Optional.empty();
            }
            text.append(rest, chunk.end(), end);
            at = end + "\r\n".length();
        }
        return Optional.empty();
    }

    static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException none) {
            return false;
        }
    }

    /** Says what text is in that names no charset: what a mark says, UTF-8 if it is that, or else windows-1252. */
    static Charset charset(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(4, bytes.length), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u00ff\u00fe\u0000\u0000")) {
            return Charset.forName("UTF-32LE");
        }
        if (start.equals("\u0000\u0000\u00fe\u00ff")) {
            return Charset.forName("UTF-32BE");
        }
        if (start.startsWith("\u00ff\u00fe")) {
            return StandardCharsets.UTF_16LE;
        }
        if (start.startsWith("\u00fe\u00ff")) {
            return StandardCharsets.UTF_16BE;
        }
        return isUtf8(bytes) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
    }
}
