package io.pilotlight.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says that a cookie names a domain that nobody owns as a whole, such as {@code co.uk} (publicsuffix.org). */
public final class CookieRefusedException extends RequestException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public CookieRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
