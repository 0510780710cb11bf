package io.pilotlight.env;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A command cannot be started in an environment, or failed. */
public final class CommandException extends EnvironmentException {
    @Serial
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        this(message, null);
    }

    CommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
