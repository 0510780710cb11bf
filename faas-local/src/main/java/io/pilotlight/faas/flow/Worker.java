package io.pilotlight.faas.flow;

/**
 * A thread or a process with a live handler. It runs one invocation at a time.
 *
 * <p>{@link #run} and {@link #close} are called by the one thread that the worker belongs to; {@link #interrupt} by any.
 */
public interface Worker {

    /** Runs an invocation that is ready to its end, whatever that is. Never throws. */
    Verdict run(Invocation invocation, long deadlineNanos);

    /** Says whether it can run another. */
    boolean usable();

    /**
     * Makes the invocation that runs right now come to an end, as far as that can be done.
     *
     * @param on the thread that runs it
     */
    void interrupt(Thread on);

    /** Ends the worker, and whatever belongs to it. */
    void close();
}
