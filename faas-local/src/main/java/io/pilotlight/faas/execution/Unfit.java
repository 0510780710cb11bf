package io.pilotlight.faas.execution;

import io.pilotlight.core.function.Failure;
import java.io.Serial;

/** What went wrong before or after the handler. */
final class Unfit extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    Unfit(Failure.Kind kind, Throwable problem) {
        super(problem);
        this.failure = Failure.of(kind, problem);
    }

    Failure failure() {
        return failure;
    }
}
