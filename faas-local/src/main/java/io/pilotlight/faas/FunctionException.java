package io.pilotlight.faas;

import io.pilotlight.core.PilotlightException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The root of what is misuse of the function runtime. */
public class FunctionException extends PilotlightException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public FunctionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
