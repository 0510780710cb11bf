package io.pilotlight.faas.execution;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.execution.Frames.Frame;
import io.pilotlight.faas.flow.Cost;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Result;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.flow.Worker;
import io.pilotlight.faas.flow.WorkerStartException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A live process that runs one invocation at a time. To interrupt it is to kill it, with what it has started. */
final class ProcessWorker implements Worker {
    private static final byte[] NOTHING = {};
    private static final long PATIENCE_MILLIS = 2_000;

    private final Process process;
    private final ProcessTree tree;
    private final LogPump pump;
    private final Frames frames;
    private final FunctionDefinition definition;
    private final Json json;
    private final Values values;
    private final Time time;

    private volatile boolean broken;

    ProcessWorker(Process process, LogPump pump, Frames frames, FunctionDefinition definition, Json json, Time time) {
        this.process = process;
        this.tree = new ProcessTree(process);
        this.pump = pump;
        this.frames = frames;
        this.definition = definition;
        this.json = json;
        this.values = new Values(Event.class, false, json);
        this.time = time;
    }

    /** Sends the program and what it is to run, and waits until it says that it is ready. */
    void awaitReady(byte[] program, byte[] startMessage) throws WorkerStartException {
        try {
            process.getOutputStream().write(program);
            frames.send('S', startMessage, NOTHING);
            Frame answer = frames.receive();
            if (answer == null) {
                throw new WorkerStartException(ended(Failure.Kind.INIT));
            }
            if (answer.kind() == 'F') {
                throw new WorkerStartException(reply(answer).failure());
            }
            if (answer.kind() != 'R') {
                throw new ProtocolException("a frame of kind '" + answer.kind() + "' came in where 'R' was due");
            }
        } catch (ProtocolException | RuntimeException | Error e) {
            throw new WorkerStartException(unreadable(Failure.Kind.INIT, e));
        } catch (IOException brokenPipe) {
            throw new WorkerStartException(ended(Failure.Kind.INIT));
        }
    }

    @Override
    public Verdict run(Invocation invocation, long deadlineNanos) {
        long started = invocation.readyNanos();
        try {
            Event event = values.event(invocation.input());
            pump.begin(invocation.id());
            frames.send('I', head(invocation, event, deadlineNanos), event.body());
            Frame answer = frames.receive();
            long elapsed = time.nanos() - started;
            return answer == null ? died(started) : verdict(invocation, answer, elapsed);
        } catch (Unfit e) {
            return new Verdict.Failed(e.failure(), Cost.NONE);
        } catch (ProtocolException | RuntimeException | Error e) { // an Error, too: a frame may be larger than memory
            return new Verdict.Failed(unreadable(Failure.Kind.RESULT, e), Cost.ofTime(time.nanos() - started));
        } catch (IOException brokenPipe) {
            return died(started);
        }
    }

    @Override
    public boolean usable() {
        return !broken && process.isAlive();
    }

    @Override
    public void interrupt(Thread on) {
        kill();
    }

    /** Ends the process and what it has started, whatever it does. */
    void kill() {
        broken = true;
        tree.kill();
    }

    /** Hangs up, which ends the process; kills it if that is not enough. */
    @Override
    public void close() {
        List<ProcessHandle> descendants = tree.descendants();
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // what was to be closed is closed
        }
        try {
            if (broken || !process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                tree.kill();
                process.waitFor();
            }
            descendants.forEach(ProcessHandle::destroyForcibly);
            if (broken || !pump.awaitEnd(PATIENCE_MILLIS)) { // a worker that ends by itself sees to its group by itself
                tree.kill();
            }
            tree.awaitKill();
            pump.awaitEnd(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            tree.kill();
            Thread.currentThread().interrupt();
        }
    }

    private byte[] head(Invocation invocation, Event event, long deadlineNanos) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("id", invocation.id());
        head.put("function", invocation.function());
        head.put("version", invocation.version());
        head.put("attempt", invocation.attempt());
        head.put("remaining", TimeUnit.NANOSECONDS.toMillis(deadlineNanos - time.nanos()));
        head.put("json", event.isJson());
        invocation.attribute(Event.TRACE_PARENT).ifPresent(parent -> head.put("traceparent", parent));
        return json.write(head);
    }

    private Verdict verdict(Invocation invocation, Frame answer, long elapsed) throws ProtocolException {
        Reply reply = reply(answer);
        if (!reply.answers(
                invocation.id())) { // another process that writes in the worker's place, or the function itself
            throw new ProtocolException("an answer to another invocation came in");
        }
        Cost cost = reply.cost(elapsed);
        if (answer.kind() != 'O') {
            return new Verdict.Failed(reply.failure(), cost);
        }
        long maximum = definition.limits().payloadBytes();
        if (answer.body().length > maximum) {
            return new Verdict.Failed(Oversize.failure(answer.body().length, maximum), cost);
        }
        return new Verdict.Succeeded(new Result.Bytes(answer.body()), cost);
    }

    private Verdict died(long started) {
        return new Verdict.Failed(ended(Failure.Kind.EXIT), Cost.ofTime(time.nanos() - started));
    }

    /** Says how the process ended. Its end of the pipe is closed: if it lives on all the same, that is over now. */
    private Failure ended(Failure.Kind kind) {
        broken = true;
        try {
            if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                tree.kill();
                return Failure.of(kind, "WorkerExit", "the worker process closed its channel");
            }
        } catch (InterruptedException e) {
            tree.kill();
            Thread.currentThread().interrupt();
            return Failure.of(kind, "WorkerExit", "the worker process was killed");
        }
        return exit(kind);
    }

    /** Says that the process was killed while it got ready. */
    Failure killed() {
        return Failure.of(Failure.Kind.INIT, "WorkerExit", "the worker process was killed");
    }

    private Failure exit(Failure.Kind kind) {
        int code = process.exitValue();
        String how = code > 128 ? "was killed by signal " + (code - 128) : "ended with exit code " + code;
        return Failure.of(kind, "WorkerExit", "the worker process " + how);
    }

    private Failure unreadable(Failure.Kind kind, Throwable e) {
        broken = true;
        return Failure.of(
                kind,
                "ProtocolError",
                "the worker's answer cannot be read: " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }

    private Reply reply(Frame answer) {
        return Reply.of(answer.head(), json);
    }
}
