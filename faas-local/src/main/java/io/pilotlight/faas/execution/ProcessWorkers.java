package io.pilotlight.faas.execution;

import io.pilotlight.core.Language;
import io.pilotlight.core.function.Code;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.LineSink;
import io.pilotlight.faas.flow.Nanos;
import io.pilotlight.faas.flow.Seat;
import io.pilotlight.faas.flow.Worker;
import io.pilotlight.faas.flow.WorkerFactory;
import io.pilotlight.faas.flow.WorkerStartException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** Workers that are processes of an environment: each one started, told what to run, and waited for until it is ready. */
public final class ProcessWorkers implements WorkerFactory {
    /** What a frame may hold besides the payload: its head, with the stack trace of a failure in it. */
    private static final long HEAD_ALLOWANCE = 1024 * 1024;

    private final FunctionDefinition definition;
    private final Code.Program code;
    private final WorkerProgram program;
    private final Json json;
    private final Time time;
    private final LineSink log;

    /**
     * Makes a factory.
     *
     * @param log takes what the workers print
     * @throws java.util.NoSuchElementException if these workers do not {@link #run} the environment's language
     */
    public ProcessWorkers(FunctionDefinition definition, Code.Program code, Json json, Time time, LineSink log) {
        this.definition = definition;
        this.code = code;
        this.program = WorkerProgram.of(code.environment().language()).orElseThrow();
        this.json = json;
        this.time = time;
        this.log = log;
    }

    /** Says whether there is a worker program for a language. */
    public static boolean run(Language language) {
        return WorkerProgram.of(language).isPresent();
    }

    @Override
    public Worker start(Invocation first, Seat seat) throws WorkerStartException {
        Process process = spawn();
        try {
            String mark = "\0pilotlight-" + UUID.randomUUID() + "\n";
            LogPump pump = new LogPump(definition.name(), process.getErrorStream(), mark, log);
            pump.begin(first.id());
            ProcessWorker worker = new ProcessWorker(process, pump, frames(process), definition, json, time);
            makeReady(worker, first, startMessage(mark));
            return worker;
        } catch (RuntimeException | Error e) { // no thread, no memory: whatever it is, the process must not stay
            new ProcessTree(process).kill();
            throw e;
        }
    }

    private void makeReady(ProcessWorker worker, Invocation first, byte[] startMessage) throws WorkerStartException {
        Startup startup = new Startup(worker::kill);
        Scheduled alarm = time.schedule(Nanos.cut(definition.limits().initTimeout()), startup::tooLate);
        first.stopWith(startup::takeBack);
        try {
            if (first.isDecided()) { // taken back on its way here
                startup.takeBack();
            }
            worker.awaitReady(program.prefixed(), startMessage);
            if (!startup.finish()) {
                throw new WorkerStartException(worker.killed());
            }
        } catch (WorkerStartException e) {
            startup.finish();
            worker.close();
            throw startup.wasLate()
                    ? new WorkerStartException(
                            Startup.tooLate(definition.limits().initTimeout()))
                    : e;
        } finally {
            alarm.cancel();
            first.letGo();
        }
    }

    private Process spawn() throws WorkerStartException {
        try {
            ProcessBuilder builder = code.environment()
                    .process(program.command(code.environment().interpreter().toString()));
            builder.environment().putAll(definition.variables());
            builder.directory(code.folder().toFile());
            return builder.start();
        } catch (IOException | IllegalArgumentException e) { // the latter for variables that no process can have
            throw new WorkerStartException(Failure.of(Failure.Kind.INIT, e));
        }
    }

    private Frames frames(Process process) {
        long maximum = Math.min(definition.limits().payloadBytes(), Integer.MAX_VALUE) + HEAD_ALLOWANCE;
        return new Frames(
                new BufferedInputStream(process.getInputStream(), 65_536), process.getOutputStream(), maximum);
    }

    private byte[] startMessage(String mark) {
        return json.write(Map.of(
                "handler", code.handler(),
                "parent", ProcessHandle.current().pid(),
                "variables", definition.variables(), // again: as text they do not depend on the locale
                "maximum", definition.limits().payloadBytes(),
                "mark", mark));
    }
}
