package io.pilotlight.faas.execution;

import io.pilotlight.core.function.Context;
import io.pilotlight.core.function.Event;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/** What a Java handler is told. */
record HandlerContext(Invocation invocation, Instant deadline, Map<String, String> variables, Logger logger, Time time)
        implements Context {

    @Override
    public String invocationId() {
        return invocation.id();
    }

    @Override
    public String function() {
        return invocation.function();
    }

    @Override
    public String version() {
        return invocation.version();
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Duration remaining() {
        Duration left = Duration.between(time.now(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public Optional<String> traceParent() {
        return invocation.event().attribute(Event.TRACE_PARENT);
    }
}
