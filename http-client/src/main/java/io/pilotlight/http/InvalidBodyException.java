package io.pilotlight.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says that a body cannot be made, or cannot be sent with the request's method. */
public class InvalidBodyException extends RequestException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public InvalidBodyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
