package io.pilotlight.faas;

import io.pilotlight.core.function.Alias;
import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.FunctionRuntime;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.admission.Admission;
import io.pilotlight.faas.admission.Reservations;
import io.pilotlight.faas.execution.Execution;
import io.pilotlight.faas.execution.Ladder;
import io.pilotlight.faas.flow.Attempt;
import io.pilotlight.faas.flow.Cost;
import io.pilotlight.faas.flow.Input;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.flow.WorkerFactory;
import io.pilotlight.faas.flow.Workplace;
import io.pilotlight.faas.intake.Intake;
import io.pilotlight.faas.ledger.FunctionLog;
import io.pilotlight.faas.ledger.Ledger;
import io.pilotlight.faas.pool.CallersThread;
import io.pilotlight.faas.pool.Pool;
import io.pilotlight.faas.pool.WorkerThreads;
import io.pilotlight.faas.routing.Release;
import io.pilotlight.faas.routing.Routing;
import io.pilotlight.faas.usage.FunctionUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions in this process: Java handlers on threads, functions in other languages in worker processes of their
 * environment. Workers are made when an event finds none, and end when they have been idle for a while; a runtime without
 * work has no thread and no process.
 *
 * <pre>{@code
 * try (LocalRuntime runtime = LocalRuntime.create()) {
 *     runtime.deploy(FunctionDefinition.of("double", Integer.class, (n, context) -> 2 * n));
 *     int four = runtime.invoke("double", 2, Integer.class).orThrow();
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. What depends on a future of this runtime runs on the thread that settles the invocation
 * unless it is given an executor, and must then be short.
 */
public final class LocalRuntime implements FunctionRuntime {
    private final Time time;
    private final Json json;
    private final Duration graceTime;
    private final Duration drainTime;
    private final WorkerThreads threads;

    private final Intake intake;
    private final Routing<DeployedFunction> routing = new Routing<>();
    private final Ledger ledger;
    private final Ladder ladder;
    private final Workers workers;

    private final ResultReader<byte[]> bytes;
    private final Consumer<Invocation> takenBack;

    private final Reservations reservations;
    private final Closing closing = new Closing();
    private final DoubleSupplier draws;
    private final Retries retries;

    LocalRuntime(LocalRuntimeBuilder builder) {
        this.time = builder.time;
        this.json = builder.json;
        this.graceTime = builder.graceTime;
        this.drainTime = builder.drainTime;
        this.bytes = new ResultReader.Raw(json);
        this.reservations = new Reservations(builder.maximumConcurrency, builder.minimumUnreserved());
        this.intake = builder.seed.isPresent() ? Intake.seeded(time, builder.seed.getAsLong()) : new Intake(time);
        this.threads = builder.threads;
        this.ledger = new Ledger(builder.listeners, builder.tariff);
        this.ladder = new Ladder(time, graceTime, ledger::settle, builder.debugger);
        this.workers = new Workers(json, ladder, new FunctionLog());
        this.draws = builder.draws();
        this.retries = new Retries(time, draws);
        this.takenBack = this::takeBack;
    }

    /**
     * Makes a runtime with the default settings.
     *
     * @return a runtime without functions
     */
    public static LocalRuntime create() {
        return builder().build();
    }

    /**
     * Starts with the default settings.
     *
     * @return a builder
     */
    public static LocalRuntimeBuilder builder() {
        return new LocalRuntimeBuilder();
    }

    /**
     * {@inheritDoc}
     *
     * @throws FunctionException if this runtime is closed, if the function's folder is missing, or if no worker runs a folder
     *     of its environment's language
     */
    @Override
    public String deploy(FunctionDefinition definition) {
        workers.check(definition);
        closing.requireOpen();
        ledger.openAccount(definition.name());
        Routing.Deployed<DeployedFunction> deployed = release(definition);
        deployed.retired().forEach(function -> closing.retire(function, false));
        deployed.target().warmUp();
        if (closing.begun()) { // while this was going on
            undeploy(definition.name());
            closing.requireOpen();
        }
        return deployed.version();
    }

    @Override
    public boolean undeploy(String function) {
        List<DeployedFunction> versions = routing.remove(function);
        versions.forEach(version -> closing.retire(version, true));
        if (!versions.isEmpty()) {
            reservations.reserve(function, OptionalInt.empty());
        }
        return !versions.isEmpty();
    }

    @Override
    public void alias(String function, Alias alias) {
        routing.alias(function, alias).forEach(retired -> closing.retire(retired, false));
    }

    @Override
    public boolean removeAlias(String function, String alias) {
        @Nullable List<DeployedFunction> retired = routing.removeAlias(function, alias);
        if (retired != null) {
            retired.forEach(version -> closing.retire(version, false));
        }
        return retired != null;
    }

    @Override
    public Map<String, Alias> aliases(String function) {
        return routing.aliases(function);
    }

    @Override
    public Set<String> versions(String function) {
        return routing.versions(function);
    }

    @Override
    public Set<String> functions() {
        return routing.names();
    }

    @Override
    public Outcome<byte[]> invoke(String function, Event event) throws InterruptedException {
        return await(invokeAsync(function, event));
    }

    @Override
    public <O> Outcome<O> invoke(String function, Object input, Class<O> outputType) throws InterruptedException {
        return await(invokeAsync(function, input, outputType));
    }

    @Override
    public <O> CompletableFuture<Outcome<O>> invokeAsync(String function, Object input, Class<O> outputType) {
        Name name = name(function);
        @Nullable DeployedFunction target = routing.find(function, name.draw());
        Input its = target != null && target.definition().byReference()
                ? new Input.Reference(input)
                : new Input.Bytes(Event.json(json.write(input)));
        return start(new Call<>(name, its, new ResultReader.Typed<>(outputType, json)), target);
    }

    @Override
    public CompletableFuture<Outcome<byte[]>> invokeAsync(String function, Event event) {
        Name name = name(function);
        @Nullable DeployedFunction target = routing.find(function, name.draw());
        return start(new Call<>(name, new Input.Bytes(event), bytes), target);
    }

    /**
     * Returns what a function has cost so far, in all its versions.
     *
     * @param function the function's name
     * @return its usage; empty if it was never deployed
     */
    public Optional<FunctionUsage> usage(String function) {
        return ledger.usage(function);
    }

    /**
     * Returns what the latest versions of a function have cost so far, each by itself. Of many versions those that were used
     * first are known to {@link #usage} only.
     *
     * @param function the function's name
     * @return usage by version, in the order in which they were used first; what reached no version stands under the empty name
     */
    public Map<String, FunctionUsage> usageByVersion(String function) {
        return ledger.usageByVersion(function);
    }

    /**
     * Returns how many workers a function has right now, busy or idle; of an inline function, how many callers run it.
     *
     * @param function the function's name
     * @return zero or more; zero if it is not deployed
     */
    public int workers(String function) {
        return routing.all(function).stream()
                .mapToInt(DeployedFunction::workers)
                .sum();
    }

    /**
     * Names the threads that go on although their invocation is over, because the handler ignores interrupts.
     *
     * @return thread names in alphabetical order
     */
    public List<String> runaways() {
        List<String> names = new ArrayList<>(closing.runaways());
        routing.all().forEach(function -> names.addAll(function.runaways()));
        return names.stream().sorted().toList();
    }

    /**
     * {@inheritDoc}
     *
     * <p>May be called from a handler: it then does not wait for that handler. What it waits for is real threads to end, so it
     * goes by the machine's clock even where the runtime's time is virtual.
     */
    @Override
    public void close() {
        if (closing.begin()) {
            routing.clear().forEach(function -> closing.retire(function, true));
            retries.close();
            closing.finish(drainTime, graceTime, invocation -> takeBack(invocation, "the runtime was closed"));
        }
    }

    /** Begins with an event, for the first time, and again if that is what its function wants. */
    private <O> CompletableFuture<Outcome<O>> start(Call<O> call, @Nullable DeployedFunction target) {
        String id = intake.identity();
        if (target == null || !target.definition().retry().triesAgain()) {
            return walk(call, new Attempt(id, 1), target);
        }
        return retries.start(target.definition().retry(), attempt -> {
            return walk(
                    call,
                    new Attempt(id, attempt),
                    routing.find(call.name().text(), call.name().draw()));
        });
    }

    /** The way of every invocation: six rooms, in one direction. Wherever it ends, it leaves by the ledger's door. */
    private <O> Pending<O> walk(Call<O> call, Attempt attempt, @Nullable DeployedFunction target) {
        Pending<O> pending = new Pending<>(call.reader(), takenBack);
        Invocation invocation = intake.take(attempt, call.name().function(), call.input(), pending);
        pending.waitFor(invocation);
        ledger.open(invocation);
        boolean entered = false;
        @Nullable DeployedFunction function = target;
        while (function != null && !entered) {
            DeployedFunction found = function;
            DeployedFunction.Rooms rooms = found.rooms();
            entered = rooms != null
                    && rooms.admission().enter(invocation, admitted -> {
                        admitted.admitted(found.version());
                        return rooms.workplace().run(admitted, rooms.execution());
                    });
            function = entered
                    ? found
                    : routing.findOther(call.name().text(), call.name().draw(), found); // replaced just now
        }
        if (!entered) {
            refuse(
                    invocation,
                    closing.begun()
                            ? Rejection.CLOSED
                            : routing.missing(call.name().text()));
        }
        return pending;
    }

    /** Furnishes the rooms that belong to one version of a function, from the last to the first. */
    private DeployedFunction.Rooms furnish(DeployedFunction function) {
        FunctionDefinition definition = function.definition();
        Limits limits = definition.limits();
        Admission admission = new Admission(limits, reservations.of(definition.name()), time, this::refuse);
        Execution execution = new Execution(limits, definition.inline(), ladder);
        WorkerFactory factory = workers.factory(definition);
        Workplace workplace = definition.inline()
                ? new CallersThread(factory, admission)
                : new Pool(definition.name(), limits, time, factory, admission, threads);
        return new DeployedFunction.Rooms(admission, workplace, execution);
    }

    /** Puts a version where events find it, with the capacity that it reserves; or neither. */
    private Routing.Deployed<DeployedFunction> release(FunctionDefinition definition) {
        String name = definition.name();
        OptionalInt before = reservations.places(name);
        OptionalInt places = definition.limits().reservedConcurrency();
        if (!reservations.reserve(name, places)) {
            throw new FunctionException(
                    "Function '" + name + "' reserves " + places.getAsInt() + " invocations at once, but no more than "
                            + (reservations.reservable() + before.orElse(0))
                            + " can be reserved; reserve less, or raise"
                            + " the runtime's maximumConcurrency",
                    null);
        }
        try {
            return routing.deploy(
                    name,
                    new Release(definition.version().orElse(null), definition.aliases()),
                    version -> new DeployedFunction(definition, version, this::furnish));
        } catch (RuntimeException | Error e) {
            reservations.reserve(name, before);
            throw e;
        }
    }

    private Name name(String name) {
        return Routing.isQualified(Objects.requireNonNull(name, "function"))
                ? new Name(name, Routing.functionOf(name), draws.getAsDouble())
                : new Name(name, name, 0);
    }

    private void refuse(Invocation invocation, Rejection reason) {
        invocation.waitedUntil(time.nanos());
        String message = "Function '" + invocation.function() + "': " + reason.description();
        if (invocation.decide(new Verdict.Rejected(reason, message))) {
            ledger.settle(invocation);
        }
    }

    private void takeBack(Invocation invocation) {
        takeBack(invocation, "the caller took it back");
    }

    private void takeBack(Invocation invocation, String why) {
        boolean decided = invocation.decide(takenBack(invocation, why));
        invocation.stop();
        if (decided) {
            ledger.settle(invocation);
        }
    }

    private Verdict takenBack(Invocation invocation, String why) {
        long now = time.nanos();
        if (!invocation.wasAdmitted()) {
            invocation.waitedUntil(now);
            return new Verdict.Rejected(Rejection.CANCELLED, "Function '" + invocation.function() + "': " + why);
        }
        Cost cost = invocation.wasReady() ? Cost.ofTime(now - invocation.readyNanos()) : Cost.NONE;
        return new Verdict.Failed(Failure.of(Failure.Kind.CANCELLED, "Cancelled", why), cost);
    }

    private <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return time.await(future);
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("An invocation never completes exceptionally", e);
        }
    }

    /**
     * What a caller called the function by.
     *
     * @param draw chooses among the versions of an alias, the same one for each attempt
     */
    private record Name(String text, String function, double draw) {}

    /** What a caller asked for: the same for each attempt. */
    private record Call<O>(Name name, Input input, ResultReader<O> reader) {}
}
