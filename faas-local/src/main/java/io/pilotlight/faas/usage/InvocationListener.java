package io.pilotlight.faas.usage;

import io.pilotlight.core.function.Outcome;

/**
 * Is told about each invocation. Each start is followed by exactly one end.
 *
 * <p>Called on the threads that carry the invocation, so it must be quick. What it throws is logged and goes no further.
 */
public interface InvocationListener {

    /**
     * Says that an event came in.
     *
     * @param invocationId the invocation's id
     * @param function the function's name, which may be unknown to the runtime
     */
    default void started(String invocationId, String function) {}

    /**
     * Says that an invocation is settled.
     *
     * @param outcome what came out, and what it cost
     */
    default void ended(Outcome<?> outcome) {}
}
