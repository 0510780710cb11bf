package io.pilotlight.env;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The thread was interrupted while it made an environment; nothing of that is left, and the thread's interrupt flag is set. */
public final class InterruptedBuildException extends EnvironmentException {
    @Serial
    private static final long serialVersionUID = 1L;

    InterruptedBuildException(String message) {
        this(message, null);
    }

    InterruptedBuildException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
