package io.pilotlight.http.cassette;

import io.pilotlight.http.RequestException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says that a cassette cannot be read or written, or has no answer; quotes nothing of what is in it. */
public class CassetteException extends RequestException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public CassetteException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
