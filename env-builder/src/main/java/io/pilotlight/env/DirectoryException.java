package io.pilotlight.env;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A folder cannot be used as an environment: the path is unusable, something is in the way, or it holds no environment. */
public final class DirectoryException extends EnvironmentException {
    @Serial
    private static final long serialVersionUID = 1L;

    DirectoryException(String message) {
        this(message, null);
    }

    DirectoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
