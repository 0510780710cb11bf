package io.pilotlight.core;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The root of Pilotlight's exceptions.
 *
 * <p>Each module has one exception of its own below this one. They are unchecked: they report misuse, or a failure of
 * the outside world. What belongs to the normal run of things is a value instead, such as
 * {@link io.pilotlight.core.function.Outcome}. A message says what went wrong, with which value, and what to do.
 */
public class PilotlightException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message.
     *
     * @param message what went wrong, with which value, and what to do
     */
    public PilotlightException(String message) {
        super(message);
    }

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public PilotlightException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
