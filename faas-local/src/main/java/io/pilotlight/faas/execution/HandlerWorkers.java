package io.pilotlight.faas.execution;

import io.pilotlight.core.function.Code;
import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Handler;
import io.pilotlight.core.function.HandlerFactory;
import io.pilotlight.core.function.HandlerSource;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Cost;
import io.pilotlight.faas.flow.Input;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Nanos;
import io.pilotlight.faas.flow.Result;
import io.pilotlight.faas.flow.Seat;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.flow.Worker;
import io.pilotlight.faas.flow.WorkerFactory;
import io.pilotlight.faas.flow.WorkerStartException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Workers for handlers in this process: nothing but the thread that they run on, and a handler that they share or that
 * was made for them.
 */
public final class HandlerWorkers<I, O extends @Nullable Object> implements WorkerFactory {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerWorkers.class);

    private final FunctionDefinition definition;
    private final HandlerSource<I, O> handlers;
    private final Body<I, O> body;
    private final Ladder ladder;
    private final Time time;

    /** Stands for all threads that run a function for their callers: there is nothing that belongs to one of them. */
    private final @Nullable HandlerWorker inline;

    private HandlerWorkers(
            FunctionDefinition definition, HandlerSource<I, O> handlers, Body<I, O> body, Ladder ladder) {
        this.definition = definition;
        this.handlers = handlers;
        this.body = body;
        this.ladder = ladder;
        this.time = ladder.time();
        this.inline = definition.inline() && handlers instanceof HandlerSource.Shared<I, O> shared
                ? new HandlerWorker(ThreadMeter.borrowed(new Sampling(definition.metering())), shared.handler())
                : null;
    }

    /** Makes a factory for a handler that takes a type and gives a value. */
    public static WorkerFactory of(FunctionDefinition definition, Code.Typed code, Json json, Ladder ladder) {
        Values values = new Values(code.inputType(), definition.byReference(), json);
        Body<Object, @Nullable Object> body =
                (handler, input, context) -> values.result(handler.handle(values.input(input), context));
        return new HandlerWorkers<>(definition, code.handlers(), body, ladder);
    }

    /** Makes a factory for a handler that takes the event and gives bytes. */
    public static WorkerFactory of(FunctionDefinition definition, Code.Raw code, Json json, Ladder ladder) {
        Values values = new Values(Event.class, false, json);
        Body<Event, byte[]> body = (handler, input, context) -> {
            byte[] result = handler.handle(values.event(input), context);
            if (result == null) {
                throw new Unfit(Failure.Kind.RESULT, new NullPointerException("the handler returned null, not bytes"));
            }
            return new Result.Bytes(result);
        };
        return new HandlerWorkers<>(definition, code.handlers(), body, ladder);
    }

    @Override
    public Worker start(Invocation first, Seat seat) throws WorkerStartException {
        if (inline != null) {
            return inline;
        }
        HandlerWorker worker = new HandlerWorker(new ThreadMeter(definition.metering()));
        if (handlers instanceof HandlerSource.Shared<I, O> shared) {
            worker.handler = shared.handler();
        } else {
            makeReady(
                    worker,
                    ((HandlerSource.PerWorker<I, O>) handlers).factory(),
                    new Run(worker, first, seat, time.nanos()));
        }
        return worker;
    }

    /** Has the worker's handler made under the init time-out. A handler that comes too late is kept for the next one. */
    private void makeReady(HandlerWorker worker, HandlerFactory<I, O> factory, Run start) throws WorkerStartException {
        Invocation first = start.invocation();
        Scheduled alarm = time.schedule(Nanos.cut(definition.limits().initTimeout()), () -> tooLate(start));
        first.stopWith(start);
        try {
            if (!first.isDecided()) { // else it was taken back on its way here
                worker.make(factory, first);
            }
        } finally {
            alarm.cancel();
            start.finish();
            first.letGo();
        }
    }

    private void tooLate(Run start) {
        start.invocation().ready(time.nanos());
        ladder.giveUp(
                start, new Verdict.Failed(Startup.tooLate(definition.limits().initTimeout()), Cost.NONE));
    }

    /** From input to result. */
    @FunctionalInterface
    private interface Body<I, O extends @Nullable Object> {
        Result run(Handler<I, ? extends O> handler, Input input, HandlerContext context) throws Exception;
    }

    private final class HandlerWorker implements Worker {
        private final ThreadMeter meter;
        private @Nullable Handler<I, ? extends O> handler;

        HandlerWorker(ThreadMeter meter) {
            this.meter = meter;
        }

        HandlerWorker(ThreadMeter meter, Handler<I, ? extends O> handler) {
            this.meter = meter;
            this.handler = handler;
        }

        /** Has the handler made that is this worker's own. */
        void make(HandlerFactory<I, O> factory, Invocation first) throws WorkerStartException {
            enter(factory, first);
            try {
                handler = Objects.requireNonNull(factory.create(), "the handler factory returned null");
            } catch (Throwable e) { // whatever a factory throws is an outcome
                throw new WorkerStartException(Failure.of(Failure.Kind.INIT, e));
            } finally {
                MDC.clear();
            }
        }

        @Override
        public Verdict run(Invocation invocation, long deadlineNanos) {
            @Nullable Borrowed caller = definition.inline() ? Borrowed.current() : null;
            try {
                return handle(invocation, deadlineNanos);
            } finally {
                if (caller == null) {
                    MDC.clear();
                } else {
                    caller.giveBack();
                }
            }
        }

        @Override
        public boolean usable() {
            return handler != null;
        }

        @Override
        public void interrupt(Thread on) {
            on.interrupt();
        }

        @Override
        public void close() {
            if (handlers instanceof HandlerSource.PerWorker && handler instanceof AutoCloseable own) {
                Thread.interrupted(); // it was meant for an invocation that is over
                Thread.currentThread().setContextClassLoader(own.getClass().getClassLoader());
                MDC.put("function", definition.name());
                try {
                    own.close();
                } catch (Throwable e) { // nobody waits for it, and the thread must come to its end
                    LOG.warn("Function '{}': its handler did not close", definition.name(), e);
                } finally {
                    MDC.clear();
                }
            }
        }

        private Verdict handle(Invocation invocation, long deadlineNanos) {
            Handler<I, ? extends O> live = Objects.requireNonNull(handler, "a worker without a handler is not ready");
            long started = invocation.readyNanos();
            enter(live, invocation);
            ThreadMeter.@Nullable Reading reading = meter.start();
            try {
                Result result = body.run(
                        live,
                        invocation.input(),
                        new HandlerContext(invocation, deadlineNanos, definition.variables(), time));
                long maximum = definition.limits().payloadBytes();
                if (result.size() > maximum) {
                    return failed(started, reading, Oversize.failure(result.size(), maximum));
                }
                return new Verdict.Succeeded(result, meter.stop(reading, time.nanos() - started));
            } catch (Unfit e) {
                return failed(started, reading, e.failure());
            } catch (Throwable e) { // whatever a handler throws is an outcome, and ends no worker
                return failed(started, reading, Failure.of(Failure.Kind.HANDLER, e));
            }
        }

        private void enter(Object code, Invocation invocation) {
            // each time: the code may have left another one behind
            Thread.currentThread().setContextClassLoader(code.getClass().getClassLoader());
            MDC.put("function", invocation.function());
            MDC.put("invocation", invocation.id());
        }

        private Verdict failed(long started, ThreadMeter.@Nullable Reading reading, Failure failure) {
            return new Verdict.Failed(failure, meter.stop(reading, time.nanos() - started));
        }
    }
}
