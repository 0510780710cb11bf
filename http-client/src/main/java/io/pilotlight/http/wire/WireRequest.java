package io.pilotlight.http.wire;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.util.Objects;

/**
 * A request as it goes out: nothing is added but a length or a chunked coding for a body that has neither.
 *
 * @param method a token
 * @param target what the request line names; sent as it is, in latin-1
 * @param headers the fields, {@code Host} among them; sent in latin-1
 * @param body the content
 */
public record WireRequest(String method, String target, HttpHeaders headers, Body body) {

    /**
     * Checks the request line.
     *
     * @throws IllegalArgumentException if method or target would break the request line
     */
    public WireRequest {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        requirePrintable("method", method);
        requirePrintable("target", target);
    }

    private static void requirePrintable(String what, String text) {
        boolean printable = !text.isEmpty();
        for (int i = 0; i < text.length() && printable; i++) {
            char c = text.charAt(i);
            printable = c > ' ' && c != 0x7f && c <= 0xff;
        }
        if (!printable) {
            throw new IllegalArgumentException("The " + what
                    + " is empty, or holds a blank, a control character or one beyond latin-1; percent-encode it");
        }
    }
}
