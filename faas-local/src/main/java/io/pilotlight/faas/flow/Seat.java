package io.pilotlight.faas.flow;

/** Where one invocation runs. */
public interface Seat {

    /** Returns the thread that runs it. */
    Thread thread();

    /**
     * Gives the capacity back, if that can be done, although the invocation has not ended. Its thread counts as a runaway until it ends.
     *
     * @return false if it has ended by now
     */
    boolean abandon();

    /** Says that it may have to be given up: nobody gives it up before that. */
    default void doubted() {}

    /** Says, on its thread, that somebody interrupted it while the invocation ran, and not because of the invocation. */
    default void interruptedByOthers() {}
}
