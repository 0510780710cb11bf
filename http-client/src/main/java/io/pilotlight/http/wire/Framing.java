package io.pilotlight.http.wire;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.wire.HeadReader.Head;
import io.pilotlight.http.wire.WireException.Kind;
import java.util.List;
import java.util.Locale;

/**
 * How the body of an answer ends (RFC 9112, section 6.3).
 *
 * @param how by what
 * @param length of the body, -1 if it is not known before reading
 * @param reusable whether the connection is good for another exchange once the body was read
 */
record Framing(How how, long length, boolean reusable) {

    /** By what a body ends. */
    enum How {
        NONE,
        LENGTH,
        CHUNKS,
        CONNECTION
    }

    static Framing of(Head head, String method) throws WireException {
        HttpHeaders headers = head.headers();
        boolean kept = keptAlive(head);
        boolean chunked = chunked(headers.all("Transfer-Encoding"));
        List<String> lengths = headers.all("Content-Length");
        if (method.equals("HEAD") || head.status() == 304) {
            return new Framing(How.NONE, 0, kept);
        }
        if (head.status() == 204 || head.status() < 200) {
            // a server that announces content may send it, and it would be taken for the next answer
            return new Framing(How.NONE, 0, kept && !chunked && length(lengths) <= 0);
        }
        if (chunked) {
            return new Framing(How.CHUNKS, -1, kept && lengths.isEmpty());
        }
        long length = length(lengths);
        return length < 0 ? new Framing(How.CONNECTION, -1, false) : new Framing(How.LENGTH, length, kept);
    }

    private static boolean keptAlive(Head head) {
        boolean byDefault = head.version().equals("HTTP/1.1") && head.status() >= 200;
        boolean close = false;
        boolean keep = false;
        for (String value : head.headers().all("Connection")) {
            String lower = value.toLowerCase(Locale.ROOT);
            close |= lower.contains("close");
            keep |= lower.contains("keep-alive");
        }
        return !close && (byDefault || keep);
    }

    private static boolean chunked(List<String> codings) throws WireException {
        boolean chunked = false;
        for (String coding : String.join(",", codings).toLowerCase(Locale.ROOT).split(",", -1)) {
            String name = coding.strip();
            if (name.equals("chunked") && !chunked) {
                chunked = true;
            } else if (!name.isEmpty() && !name.equals("identity")) {
                throw new WireException(
                        Kind.MALFORMED, "the answer has a transfer coding other than chunked, once", null);
            }
        }
        return chunked;
    }

    /** Returns the one length that all fields name, -1 if there is none. */
    private static long length(List<String> values) throws WireException {
        long length = -1;
        if (values.isEmpty()) {
            return length;
        }
        for (String value : String.join(",", values).split(",", -1)) {
            long each = number(value.strip());
            if (length >= 0 && length != each) {
                throw new WireException(
                        Kind.MALFORMED, "the answer names two lengths: " + length + " and " + each, null);
            }
            length = each;
        }
        return length;
    }

    private static long number(String digits) throws WireException {
        boolean number =
                !digits.isEmpty() && digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number) {
            throw new WireException(Kind.MALFORMED, "the answer has a Content-Length that is no number", null);
        }
        return Long.parseLong(digits);
    }
}
