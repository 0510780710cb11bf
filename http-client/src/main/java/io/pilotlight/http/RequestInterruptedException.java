package io.pilotlight.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Says that this thread was interrupted while it waited; its interrupt is set again.
 *
 * <p>An interrupt is seen before a request, between the steps of one, and by a handler in this process. A platform thread
 * that waits for bytes from a socket does not see it: the read timeout is what bounds that wait.
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
