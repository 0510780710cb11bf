package io.pilotlight.faas.flow;

/** Where one invocation runs. */
public interface Seat {

    /** Returns the thread that runs it. */
    Thread thread();

    /**
     * Gives the capacity back although the invocation has not ended. Its thread counts as a runaway until it ends.
     *
     * @return false if it has ended by now
     */
    boolean abandon();
}
