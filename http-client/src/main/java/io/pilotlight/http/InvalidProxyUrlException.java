package io.pilotlight.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says that something is no URL of a proxy. */
public final class InvalidProxyUrlException extends InvalidUrlException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public InvalidProxyUrlException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
