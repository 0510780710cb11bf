package io.pilotlight.core.http;

import java.io.IOException;
import java.util.Objects;

/**
 * What was answered over HTTP.
 *
 * @param status the status code, 100 to 999
 * @param headers the header fields; who sends the response adds what the protocol needs
 * @param body the content
 */
public record HttpResponse(int status, HttpHeaders headers, Body body) implements AutoCloseable {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the status is not of three digits
     */
    public HttpResponse {
        if (status < 100 || status > 999) {
            throw new IllegalArgumentException("Not a status code: " + status + "; it has three digits");
        }
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }

    /**
     * Makes a response without headers or content.
     *
     * @param status the status code
     * @return the response
     */
    public static HttpResponse of(int status) {
        return new HttpResponse(status, HttpHeaders.empty(), Body.empty());
    }

    /**
     * Makes a response of plain text in UTF-8.
     *
     * @param status the status code
     * @param text the content
     * @return the response
     */
    public static HttpResponse text(int status, String text) {
        return new HttpResponse(status, HttpHeaders.of("Content-Type", "text/plain; charset=utf-8"), Body.of(text));
    }

    /**
     * Makes a response of JSON.
     *
     * @param status the status code
     * @param json the JSON text in UTF-8
     * @return the response
     */
    public static HttpResponse json(int status, byte[] json) {
        return new HttpResponse(status, HttpHeaders.of("Content-Type", "application/json"), Body.of(json));
    }

    /**
     * Returns the same response with a header field set.
     *
     * @param name a token
     * @param value the value
     * @return another response that shares this one's body
     * @throws IllegalArgumentException if name or value is not valid
     */
    public HttpResponse withHeader(String name, String value) {
        return new HttpResponse(status, headers.toBuilder().set(name, value).build(), body);
    }

    /** Releases what stands behind the body. */
    @Override
    public void close() throws IOException {
        body.close();
    }
}
