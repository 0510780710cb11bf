package io.pilotlight.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says that a body is not encoded as its Content-Encoding says, or is cut off. */
public final class ContentDecodingException extends InvalidResponseException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public ContentDecodingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
