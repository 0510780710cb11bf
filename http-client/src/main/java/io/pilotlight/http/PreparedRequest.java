package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.util.Objects;

/**
 * A request as it will be sent: every setting merged, the URL quoted, the body and its headers in place.
 *
 * @param method the method as it goes out
 * @param url the whole URL; its fragment and its user information are not sent
 * @param headers the header fields, without {@code Host} unless that was set by hand
 * @param body the content
 */
public record PreparedRequest(String method, String url, HttpHeaders headers, Body body) {

    /** Refuses nulls. */
    public PreparedRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }

    /**
     * Returns the same request with a header field set.
     *
     * @param name a token
     * @param value the value
     * @return another request that shares this one's body
     * @throws IllegalArgumentException if name or value is not valid
     */
    public PreparedRequest withHeader(String name, String value) {
        return new PreparedRequest(
                method, url, headers.toBuilder().set(name, value).build(), body);
    }

    /** Returns method and URL, without query, user information and headers: these may hold secrets. */
    @Override
    public String toString() {
        return method + " " + Url.shown(url);
    }
}
