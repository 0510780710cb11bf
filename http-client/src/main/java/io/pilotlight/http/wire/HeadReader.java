package io.pilotlight.http.wire;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.wire.WireException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads heads of answers, and trailers, as forgiving as Python's http.client where that does no harm: lines may end with
 * LF alone, the reason may be missing, a line without a field name is passed over, a folded line is joined to the one
 * before. A control character inside a value is refused.
 */
final class HeadReader {
    private static final int SWITCHING_PROTOCOLS = 101;

    private final WireInput in;
    private final HeadLimits limits;
    private int bytes;
    private int fields;

    HeadReader(WireInput in, HeadLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** The head of an answer. */
    record Head(String version, int status, String reason, HttpHeaders headers) {
        /** Says whether the answer is still to come (1xx). */
        boolean interim() {
            return status < 200 && status != SWITCHING_PROTOCOLS;
        }
    }

    /** Reads a head; interim ones before it are passed over. */
    Head read() throws IOException {
        Head head = next();
        while (head.interim()) {
            head = next();
        }
        return head;
    }

    /** Reads the next head, interim or not. */
    Head next() throws IOException {
        String line = line();
        if (line == null) {
            throw bytes == 0
                    ? new WireException(Kind.NO_ANSWER, "the server closed the connection without an answer", null)
                    : cut();
        }
        return head(line);
    }

    /** Says whether a byte of it has come. */
    boolean begun() {
        return bytes > 0;
    }

    /** Reads what stands behind the last chunk, and forgets it; some servers send not even the empty line. */
    void skipTrailers() throws IOException {
        String line = line();
        while (line != null && !line.isEmpty()) {
            countField();
            line = line();
        }
    }

    private Head head(String line) throws IOException {
        String[] parts = line.strip().split("[ \t]+", 3);
        int status = parts.length > 1 ? status(parts[1]) : -1;
        if (status < 0 || !(parts[0].startsWith("HTTP/1.") || parts[0].equals("HTTP/0.9"))) {
            throw malformed("starts with '" + shown(line) + "', which is no status line of HTTP/1");
        }
        String version = parts[0].equals("HTTP/1.0") || parts[0].equals("HTTP/0.9") ? "HTTP/1.0" : "HTTP/1.1";
        return new Head(version, status, parts.length > 2 ? FieldText.of(parts[2]) : "", headers());
    }

    /** Returns a number of three digits, of which the first is not 0; -1 for anything else. */
    private static int status(String text) {
        boolean digits = text.length() == 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int status = digits ? Integer.parseInt(text) : -1;
        return status < 100 ? -1 : status;
    }

    private HttpHeaders headers() throws IOException {
        List<String> lines = new ArrayList<>();
        boolean joinable = false;
        while (true) {
            String line = line();
            if (line == null) {
                throw cut();
            }
            if (line.isEmpty()) {
                return parsed(lines);
            }
            countField();
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (folded && joinable) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + line.strip());
            } else if (!folded) {
                joinable = hasName(line);
                if (joinable) {
                    lines.add(line);
                }
            }
        }
    }

    /** Says whether a field starts here: a name of visible ASCII, and a colon right behind it. */
    private static boolean hasName(String line) {
        int colon = line.indexOf(':');
        for (int i = 0; i < colon; i++) {
            char c = line.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        return colon > 0;
    }

    private static HttpHeaders parsed(List<String> lines) throws WireException {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        for (String line : lines) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            try {
                headers.add(name, FieldText.of(name, line.substring(colon + 1).strip()));
            } catch (IllegalArgumentException e) {
                throw malformed("has a field '" + shown(name)
                        + "' whose name is no token, or whose value holds a control character");
            }
        }
        return headers.build();
    }

    private void countField() throws WireException {
        fields++;
        if (fields > limits.fields()) {
            throw new WireException(
                    Kind.HEAD_TOO_LARGE, "the head of the answer has more than " + limits.fields() + " fields", null);
        }
    }

    private @Nullable String line() throws IOException {
        try {
            String line = in.line(limits.bytes() - bytes);
            bytes += line == null ? 0 : line.length() + 1;
            if (bytes > limits.bytes()) {
                throw tooLarge();
            }
            return line;
        } catch (WireInput.TooLong e) {
            throw tooLarge();
        }
    }

    private WireException tooLarge() {
        return new WireException(
                Kind.HEAD_TOO_LARGE, "the head of the answer is longer than " + limits.bytes() + " bytes", null);
    }

    private static WireException cut() {
        return new WireException(Kind.BROKEN, "the connection ended within the head of the answer", null);
    }

    private static WireException malformed(String how) {
        return new WireException(Kind.MALFORMED, "the answer " + how, null);
    }

    /** Returns the start of what came, without what would confuse a terminal. */
    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars().limit(40).forEach(c -> shown.append(c < ' ' || c > '~' ? '?' : (char) c));
        return shown.toString();
    }
}
