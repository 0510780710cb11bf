package io.pilotlight.core.function;

import io.pilotlight.core.PilotlightException;
import java.io.Serial;

/** Thrown where a function, a version or an alias is named that is not there, or that is there already. */
public class VersionException extends PilotlightException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message.
     *
     * @param message what went wrong, with which names, and what to do
     */
    public VersionException(String message) {
        super(message);
    }
}
