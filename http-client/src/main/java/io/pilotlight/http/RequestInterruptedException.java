package io.pilotlight.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Says that this thread was interrupted while it waited; its interrupt is set again.
 *
 * <p>An interrupt ends whatever the thread waits for: a free connection, a server that does not answer, the next bytes of a body,
 * room to send more, the next attempt, or a handler in this process. Only the look-up of a host's name is waited for.
 */
public final class RequestInterruptedException extends RequestException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public RequestInterruptedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
