package io.pilotlight.env;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An option has a value with which no working environment can be made. */
public final class OptionException extends EnvironmentException {
    @Serial
    private static final long serialVersionUID = 1L;

    OptionException(String message) {
        this(message, null);
    }

    OptionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
