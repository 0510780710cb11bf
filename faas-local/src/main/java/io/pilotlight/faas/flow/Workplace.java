package io.pilotlight.faas.flow;

import java.time.Duration;
import java.util.List;

/** Where the invocations of one function run once they are let in. It does not limit itself: admission stands before it. */
public interface Workplace {

    /**
     * Has an invocation run.
     *
     * @return false if it does not: it is then settled, and its capacity is the caller's to give back
     */
    boolean run(Invocation invocation, Runner runner);

    /** Makes the workers that are to be there before they are needed, if any are. Does not wait for them. */
    default void warmUp(String version, Runner runner) {}

    /** Says that no newcomer is on the way: what stands idle ends now, and what runs after its invocation. */
    void close();

    /** Runs nothing from now on, whoever comes. */
    void end();

    /** Makes the workers come to an end, as far as that can be done; but for the calling thread's own. */
    void hurry();

    /** Returns what runs or is about to, runaways included; but for what the calling thread runs itself. */
    List<Invocation> inHand();

    /**
     * Waits until no thread is left in it, but for the calling one.
     *
     * @return true if none is left
     */
    boolean awaitEmpty(Duration atMost) throws InterruptedException;

    /** Returns how many workers there are, busy or idle. */
    int size();

    /** Returns the names of the threads that go on although their invocation has timed out. */
    List<String> runaways();
}
