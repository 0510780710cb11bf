package io.pilotlight.faas.flow;

/** Makes workers of one function, ready to run. */
@FunctionalInterface
public interface WorkerFactory {

    /**
     * Makes a worker for the calling thread.
     *
     * @param first the invocation that needs it
     * @throws WorkerStartException if it cannot be made ready
     */
    Worker start(Invocation first) throws WorkerStartException;
}
