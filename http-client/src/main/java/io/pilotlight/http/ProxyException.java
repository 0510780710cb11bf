package io.pilotlight.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says that a proxy could not be reached, or would not let the request through. */
public final class ProxyException extends ConnectionException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public ProxyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
