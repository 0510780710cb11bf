package io.pilotlight.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says that nothing came in time over a connection that is there. */
public final class ReadTimeoutException extends RequestException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public ReadTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean timedOut() {
        return true;
    }
}
