package io.pilotlight.http;

import org.jspecify.annotations.Nullable;

import java.io.Serial;

/** Says that what came back cannot be understood. */
public class InvalidResponseException extends RequestException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public InvalidResponseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
