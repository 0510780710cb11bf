package io.pilotlight.faas.execution;

import io.pilotlight.core.function.Code;
import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.flow.Worker;
import io.pilotlight.faas.flow.WorkerFactory;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Workers for handlers in this process. They share the handler, and are nothing but the thread that they run on. */
public final class HandlerWorkers implements WorkerFactory {
    private final FunctionDefinition definition;
    private final Body body;
    private final Time time;
    private final Logger logger;
    private final @Nullable ClassLoader loader;

    private HandlerWorkers(FunctionDefinition definition, Object handler, Body body, Time time) {
        this.definition = definition;
        this.body = body;
        this.time = time;
        this.logger = LoggerFactory.getLogger("function." + definition.name());
        this.loader = handler.getClass().getClassLoader();
    }

    /** Makes a factory for a handler that takes a type and gives a value. */
    public static HandlerWorkers of(FunctionDefinition definition, Code.Typed code, Json json, Time time) {
        Body body = (event, context) -> {
            Object input = readInput(event, code, json);
            return writeResult(code.handler().handle(input, context), json);
        };
        return new HandlerWorkers(definition, code.handler(), body, time);
    }

    /** Makes a factory for a handler that takes the event and gives bytes. */
    public static HandlerWorkers of(FunctionDefinition definition, Code.Raw code, Time time) {
        Body body = (event, context) -> {
            byte[] result = code.handler().handle(event, context);
            if (result == null) {
                throw new Unfit(Failure.Kind.RESULT, new NullPointerException("the handler returned null, not bytes"));
            }
            return result;
        };
        return new HandlerWorkers(definition, code.handler(), body, time);
    }

    @Override
    public Worker start(Invocation first) {
        return new HandlerWorker(Thread.currentThread());
    }

    private static Object readInput(Event event, Code.Typed code, Json json) throws Unfit {
        if (code.inputType() == Event.class) {
            return event;
        }
        try {
            return Objects.requireNonNull(json.read(event.body(), code.inputType()), "JSON null");
        } catch (RuntimeException e) {
            throw new Unfit(Failure.Kind.INPUT, e);
        }
    }

    private static byte[] writeResult(@Nullable Object result, Json json) throws Unfit {
        try {
            return json.write(result);
        } catch (RuntimeException e) {
            throw new Unfit(Failure.Kind.RESULT, e);
        }
    }

    /** From event to result. */
    @FunctionalInterface
    private interface Body {
        byte[] run(Event event, HandlerContext context) throws Exception;
    }

    /** What went wrong before or after the handler. */
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final Failure.Kind kind;
        private final Throwable problem;

        Unfit(Failure.Kind kind, Throwable problem) {
            super(problem);
            this.kind = kind;
            this.problem = problem;
        }
    }

    private final class HandlerWorker implements Worker {
        private final Thread thread;
        private final ThreadMeter meter = new ThreadMeter();

        HandlerWorker(Thread thread) {
            this.thread = thread;
        }

        @Override
        public Verdict run(Invocation invocation, Instant deadline) {
            thread.setContextClassLoader(loader); // each time: a handler may have left another one behind
            MDC.put("function", invocation.function());
            MDC.put("invocation", invocation.id());
            long started = time.nanos();
            meter.start();
            try {
                byte[] result = body.run(
                        invocation.event(),
                        new HandlerContext(invocation, deadline, definition.variables(), logger, time));
                long maximum = definition.limits().payloadBytes();
                if (result.length > maximum) {
                    return failed(started, Oversize.failure(result.length, maximum));
                }
                return new Verdict.Succeeded(result, meter.stop(time.nanos() - started));
            } catch (Unfit e) {
                return failed(started, Failure.of(e.kind, e.problem));
            } catch (Throwable e) { // whatever a handler throws is an outcome, and ends no worker
                return failed(started, Failure.of(Failure.Kind.HANDLER, e));
            } finally {
                MDC.clear();
            }
        }

        @Override
        public boolean usable() {
            return true;
        }

        @Override
        public void interrupt() {
            thread.interrupt();
        }

        @Override
        public void close() {}

        private Verdict failed(long started, Failure failure) {
            return new Verdict.Failed(failure, meter.stop(time.nanos() - started));
        }
    }
}
