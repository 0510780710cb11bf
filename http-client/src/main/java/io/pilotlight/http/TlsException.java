package io.pilotlight.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says that a connection could not be secured: no trust in the certificate, or no common protocol. */
public final class TlsException extends ConnectionException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public TlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
