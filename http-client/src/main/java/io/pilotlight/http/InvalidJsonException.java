package io.pilotlight.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says that a body is no JSON, or does not fit the type; the response keeps the bytes. */
public final class InvalidJsonException extends InvalidResponseException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public InvalidJsonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
