package io.pilotlight.core.function;

import io.pilotlight.core.PilotlightException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Thrown by {@link Outcome#orThrow} where an invocation brought no result. */
public class InvocationException extends PilotlightException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Outcome<?> outcome;

    /**
     * Makes an exception for an outcome without a result.
     *
     * @param message what happened
     * @param outcome the outcome
     * @param cause what a Java handler threw, or null
     */
    public InvocationException(String message, Outcome<?> outcome, @Nullable Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    /**
     * Returns what came out instead of a result.
     *
     * @return a failure, a time-out or a rejection
     */
    public Outcome<?> outcome() {
        return outcome;
    }
}
