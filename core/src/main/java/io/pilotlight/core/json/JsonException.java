package io.pilotlight.core.json;

import io.pilotlight.core.PilotlightException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says that a text is no JSON, that JSON does not fit a type, or that a value cannot be written as JSON. */
public class JsonException extends PilotlightException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, where, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public JsonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
