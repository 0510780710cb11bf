package io.pilotlight.env;

import io.pilotlight.core.PilotlightException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The root of what goes wrong with environments. */
public class EnvironmentException extends PilotlightException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public EnvironmentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
