package io.pilotlight.http;

import java.util.Objects;

/**
 * A cookie.
 *
 * @param name the name
 * @param value the value
 */
public record Cookie(String name, String value) {

    /** Refuses nulls. */
    public Cookie {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }

    /**
     * Makes a cookie that is bound to the first host it is sent to.
     *
     * @param name the name
     * @param value the value
     * @return a cookie for every path, until the session ends
     */
    public static Cookie of(String name, String value) {
        return new Cookie(name, value);
    }
}
