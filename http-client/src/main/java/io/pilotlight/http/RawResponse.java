package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.util.Objects;

/**
 * An answer as it came: nothing followed, nothing decoded.
 *
 * @param status the status code
 * @param reason the words behind it; empty if there were none
 * @param version such as {@code "HTTP/1.1"} or {@code "HTTP/2"}
 * @param headers the header fields as received
 * @param body the content, still encoded; read once, closed by who reads it
 */
public record RawResponse(int status, String reason, String version, HttpHeaders headers, Body body) {

    /** Refuses nulls. */
    public RawResponse {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }
}
