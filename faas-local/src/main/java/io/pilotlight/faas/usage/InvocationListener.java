package io.pilotlight.faas.usage;

import io.pilotlight.core.function.Outcome;

/**
 * Is told about each attempt at an invocation. Each start is followed by exactly one end, which has the same invocation's id
 * and the same attempt.
 *
 * <p>Called on the threads that carry the invocation, so it must be quick. What it throws is logged and goes no further.
 */
public interface InvocationListener {

    /**
     * Says that an event came in.
     *
     * @param arrival what came in, and when
     */
    default void started(Arrival arrival) {}

    /**
     * Says that an invocation is settled.
     *
     * @param outcome what came out, and what it cost
     */
    default void ended(Outcome<?> outcome) {}
}
