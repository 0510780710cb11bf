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
import org.slf4j.LoggerFactory;

/** What a Java handler is told. */
record HandlerContext(Invocation invocation, long deadlineNanos, Map<String, String> variables, Time time)
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
        return invocation.attempt();
    }

    @Override
    public Instant deadline() {
        return invocation.instantAt(deadlineNanos);
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - time.nanos()));
    }

    @Override
    public Optional<String> traceParent() {
        return invocation.attribute(Event.TRACE_PARENT);
    }

    /** Not made before it is asked for: a logger of its own for each of many functions takes memory, and time to register. */
    @Override
    public Logger logger() {
        return LoggerFactory.getLogger("function." + invocation.function());
    }
}
