package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.wire.FieldText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header fields of an answer as they come in: not too many, not too long, and of one mind about the body's length. */
final class ReceivedHead {
    /** What stands for bytes that were read as UTF-8, and are none. */
    static final char LOST = '\ufffd';

    private final PreparedRequest request;
    private final Limits limits;
    private final List<String> names;
    private final List<String> values;
    private long size;

    /** Knows what a field said before it was read as UTF-8. */
    interface Lost {
        Optional<String> text(String name, String utf8);
    }

    /** Starts to collect about so many fields. */
    ReceivedHead(PreparedRequest request, Limits limits, int expected) {
        this.request = request;
        this.limits = limits;
        this.names = new ArrayList<>(expected);
        this.values = new ArrayList<>(expected);
    }

    /** Says that a head, or one of its lines, did not end within what the network takes. */
    static HeadersTooLargeException endless(PreparedRequest request) {
        return new HeadersTooLargeException(
                "The head of the answer to " + request + " does not end within 256 KiB; look at what that server sends",
                null);
    }

    /** Adds a field that was read as UTF-8, as its bytes say. */
    void add(String name, String utf8, Lost lost) {
        add(
                name,
                utf8.indexOf(LOST) < 0
                        ? FieldText.ofUtf8(name, utf8)
                        : lost.text(name, utf8).orElseGet(() -> FieldText.ofUtf8(name, utf8)));
    }

    /** Adds a field; one without a name, or whose name begins with a blank, goes on with the field before it (RFC 9112, 5.2). */
    private void add(String name, String value) {
        size += name.length() + value.length();
        if (size > limits.headerBytes()) {
            throw new HeadersTooLargeException(
                    "The header fields of the answer to " + request + " are longer than " + limits.headerBytes()
                            + " bytes; allow more in Limits.headerBytes",
                    null);
        }
        int last = names.size() - 1;
        if (last >= 0 && name.isEmpty()) {
            values.set(last, (values.get(last) + " " + value).strip());
        } else if (last >= 0 && (name.charAt(0) == ' ' || name.charAt(0) == '\t')) {
            values.set(last, (values.get(last) + " " + name.strip() + ":" + value).strip());
        } else {
            names.add(name);
            values.add(value);
        }
        if (names.size() > limits.headerFields()) {
            throw new HeadersTooLargeException(
                    "The answer to " + request + " has more than " + limits.headerFields()
                            + " header fields; allow more in Limits.headerFields",
                    null);
        }
    }

    /** Checks them all; over HTTP/1 they must also say where the body ends in a way that the network understands. */
    HttpHeaders headers(boolean framed) {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        @Nullable String length = null;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String value = values.get(i);
            try {
                headers.add(name, value);
            } catch (IllegalArgumentException e) {
                throw refused("has a header field that is none: number " + (i + 1));
            }
            if (name.equalsIgnoreCase("Content-Length")) {
                requireLength(value);
                if (length != null && !length.equals(value)) {
                    throw refused("names several lengths: " + length + " and " + value);
                }
                length = value;
            } else if (framed && name.equalsIgnoreCase("Transfer-Encoding")) {
                requireChunked(value);
            }
        }
        return headers.build();
    }

    private void requireLength(String value) {
        boolean digits = !value.isEmpty() && value.length() <= 18;
        for (int i = 0; i < value.length() && digits; i++) {
            digits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        if (!digits) {
            throw refused("has a Content-Length that is no number");
        }
    }

    private void requireChunked(String value) {
        String coding = value.toLowerCase(Locale.ROOT);
        if (!coding.equals("chunked") && !coding.equals("identity")) {
            throw refused("has a Transfer-Encoding other than chunked");
        }
    }

    private InvalidResponseException refused(String why) {
        return new InvalidResponseException(
                "The answer to " + request + " " + why + "; it is not taken, for nobody could say where it ends", null);
    }
}
