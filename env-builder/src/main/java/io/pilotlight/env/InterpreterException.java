package io.pilotlight.env;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** No interpreter fits: none was found, it is too old, it is something else, or it lacks what is needed. */
public final class InterpreterException extends EnvironmentException {
    @Serial
    private static final long serialVersionUID = 1L;

    InterpreterException(String message) {
        this(message, null);
    }

    InterpreterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
