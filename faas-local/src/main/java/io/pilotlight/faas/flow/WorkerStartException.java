package io.pilotlight.faas.flow;

import io.pilotlight.core.function.Failure;
import java.io.Serial;

/** Says why a worker could not be made ready. It ends in the outcome of the invocation that needed the worker. */
public final class WorkerStartException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** Makes an exception of a failure. */
    public WorkerStartException(Failure failure) {
        super(failure.toString(), failure.thrown());
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
