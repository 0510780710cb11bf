package io.pilotlight.faas.usage;

import java.time.Instant;
import java.util.Objects;

/**
 * An event that came in, or came in again.
 *
 * @param invocationId the invocation's id; the same for all attempts at an event
 * @param function the function's name, which may be unknown to the runtime
 * @param attempt which attempt at the event this is, 1 for the first
 * @param arrived when, on the runtime's clock
 */
public record Arrival(String invocationId, String function, int attempt, Instant arrived) {
    /** Checks the parts. */
    public Arrival {
        Objects.requireNonNull(invocationId, "invocationId");
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(arrived, "arrived");
    }
}
