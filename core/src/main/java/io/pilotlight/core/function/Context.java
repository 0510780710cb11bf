package io.pilotlight.core.function;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/** What a handler is told about its invocation. Valid during the invocation, and on any thread. */
public interface Context {

    /**
     * Returns what tells this invocation from all others.
     *
     * @return an identifier of letters, digits and dashes
     */
    String invocationId();

    /**
     * Returns the function's name.
     *
     * @return the name it was deployed under
     */
    String function();

    /**
     * Returns the function's version.
     *
     * @return the version that runs this invocation
     */
    String version();

    /**
     * Returns which attempt at the event this is.
     *
     * @return 1 for the first
     */
    int attempt();

    /**
     * Returns when this invocation is ended if it has not come back by then.
     *
     * @return an instant on the runtime's clock
     */
    Instant deadline();

    /**
     * Returns how long there is until the deadline.
     *
     * @return zero or more
     */
    Duration remaining();

    /**
     * Returns the function's environment variables.
     *
     * @return those of its definition; not those of the process
     */
    Map<String, String> variables();

    /**
     * Returns the W3C trace parent that came with the event.
     *
     * @return the header's value, if there was one
     */
    Optional<String> traceParent();

    /**
     * Returns the function's log, where each line carries the invocation's id.
     *
     * @return a logger named after the function
     */
    Logger logger();
}
