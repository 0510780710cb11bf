package io.pilotlight.faas.flow;

/** Makes workers of one function, ready to run. */
@FunctionalInterface
public interface WorkerFactory {

    /**
     * Makes a worker for the calling thread.
     *
     * @param first the invocation that needs it
     * @param seat where that one will run, to be given up if the worker does not get ready
     * @throws WorkerStartException if it cannot be made ready
     */
    Worker start(Invocation first, Seat seat) throws WorkerStartException;
}
