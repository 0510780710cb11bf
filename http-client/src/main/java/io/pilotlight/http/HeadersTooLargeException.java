package io.pilotlight.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says that the header fields of an answer were more, or longer, than was allowed for. */
public final class HeadersTooLargeException extends InvalidResponseException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public HeadersTooLargeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
