package io.pilotlight.http.wire;

import io.pilotlight.core.http.HttpHeaders;
import java.io.InputStream;
import java.util.Objects;

/**
 * An answer as it came.
 *
 * @param version {@code HTTP/1.1} or {@code HTTP/1.0}
 * @param status the status code
 * @param reason the words behind it, latin-1; empty if there were none
 * @param headers the fields, latin-1
 * @param length of the body, -1 if it is not known before reading
 * @param body the content without its framing; its connection is used again once it was read to the end, and closed if it
 *     is closed before
 */
public record WireResponse(
        String version, int status, String reason, HttpHeaders headers, long length, InputStream body) {

    /** Refuses nulls. */
    public WireResponse {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }
}
