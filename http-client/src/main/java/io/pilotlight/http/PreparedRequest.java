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

    /**
     * Writes this request as a curl command for a POSIX shell, its secrets masked: the values of {@code Authorization}, {@code Cookie},
     * {@code X-Api-Key} and the like, and of parameters in the query or in a form whose names tell of a token, a key or a password.
     * Other bodies are shown as they are. A body that can be read only once, or is longer than 64 KiB, is left to be piped in.
     *
     * @return one command
     */
    public String toCurl() {
        return Curl.command(this, Curl.Secrets.MASKED);
    }

    /**
     * Writes this request as a curl command for a POSIX shell that sends the same, secrets included.
     *
     * @return one command, not for a log
     */
    public String toCurlWithSecrets() {
        return Curl.command(this, Curl.Secrets.SHOWN);
    }

    /** Returns method and URL, without query, user information and headers: these may hold secrets. */
    @Override
    public String toString() {
        return method + " " + Url.shown(url);
    }
}
