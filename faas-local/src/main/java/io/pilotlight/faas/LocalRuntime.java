package io.pilotlight.faas;

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
import io.pilotlight.faas.execution.Debugger;
import io.pilotlight.faas.execution.Execution;
import io.pilotlight.faas.execution.Ladder;
import io.pilotlight.faas.flow.Cost;
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
import io.pilotlight.faas.routing.Routing;
import io.pilotlight.faas.usage.FunctionUsage;
import io.pilotlight.faas.usage.InvocationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

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

    private final Closing closing = new Closing();
    private final AtomicLong versions = new AtomicLong();

    private LocalRuntime(Builder builder) {
        this.time = builder.time;
        this.json = builder.json;
        this.graceTime = builder.graceTime;
        this.drainTime = builder.drainTime;
        this.threads = builder.threads;
        this.intake = new Intake(time);
        this.ledger = new Ledger(builder.listeners);
        this.ladder = new Ladder(time, graceTime, ledger::settle, builder.debugger);
        this.workers = new Workers(json, ladder, new FunctionLog());
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
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@inheritDoc}
     *
     * @throws FunctionException if this runtime is closed, if the function's folder is missing, or if no worker runs a folder
     *     of its environment's language
     */
    @Override
    public String deploy(FunctionDefinition definition) {
        DeployedFunction function = furnish(definition, workers.factory(definition));
        closing.requireOpen();
        ledger.openAccount(definition.name());
        DeployedFunction old = routing.put(definition.name(), function);
        if (old != null) {
            closing.retire(old, false);
        }
        if (closing.begun()) { // while this was going on
            undeploy(definition.name());
            closing.requireOpen();
        }
        return function.version();
    }

    @Override
    public boolean undeploy(String function) {
        DeployedFunction old = routing.remove(function);
        if (old != null) {
            closing.retire(old, true);
        }
        return old != null;
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
        return TypedResult.of(invokeAsync(function, Event.json(json.write(input))), outputType, json);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the second future is of no interest to anybody
    public CompletableFuture<Outcome<byte[]>> invokeAsync(String function, Event event) {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(event, "event");
        Invocation invocation = walk(function, event);
        CompletableFuture<Outcome<byte[]>> outcome = invocation.outcome();
        outcome.whenComplete((done, problem) -> {
            if (outcome.isCancelled()) {
                takeBack(invocation, "the caller took it back");
            }
        });
        return outcome;
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
     * Returns how many workers a function has right now, busy or idle; of an inline function, how many callers run it.
     *
     * @param function the function's name
     * @return zero or more; zero if it is not deployed
     */
    public int workers(String function) {
        DeployedFunction deployed = routing.find(function);
        return deployed == null ? 0 : deployed.workplace().size();
    }

    /**
     * Names the threads that go on although their invocation is over, because the handler ignores interrupts.
     *
     * @return thread names in alphabetical order
     */
    public List<String> runaways() {
        List<String> names = new ArrayList<>(closing.runaways());
        routing.all().forEach(function -> names.addAll(function.workplace().runaways()));
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
            closing.finish(drainTime, graceTime, invocation -> takeBack(invocation, "the runtime was closed"));
        }
    }

    /** The way of every invocation: six rooms, in one direction. Wherever it ends, it leaves by the ledger's door. */
    private Invocation walk(String name, Event event) {
        Invocation invocation = intake.take(name, event);
        ledger.open(invocation);
        boolean entered = false;
        for (DeployedFunction function = routing.find(name);
                function != null && !entered;
                function = routing.findOther(name, function)) {
            DeployedFunction found = function;
            entered = found.admission().enter(invocation, admitted -> {
                admitted.admitted(found.version(), time.nanos());
                return found.workplace().run(admitted, found.execution());
            });
        }
        if (!entered) {
            refuse(invocation, closing.begun() ? Rejection.CLOSED : Rejection.UNKNOWN_FUNCTION);
        }
        return invocation;
    }

    /** Furnishes the rooms that belong to one function, from the last to the first. */
    private DeployedFunction furnish(FunctionDefinition definition, WorkerFactory factory) {
        Limits limits = definition.limits();
        Admission admission = new Admission(limits, time, this::refuse);
        Execution execution = new Execution(limits, ladder);
        Workplace workplace = definition.inline()
                ? new CallersThread(factory, admission)
                : new Pool(definition.name(), limits.idleTime(), time, factory, admission, threads);
        return new DeployedFunction(
                definition, Long.toString(versions.incrementAndGet()), admission, workplace, execution);
    }

    private void refuse(Invocation invocation, Rejection reason) {
        invocation.gaveUpWaiting(time.nanos());
        String message = "Function '" + invocation.function() + "': " + reason.description();
        if (invocation.decide(new Verdict.Rejected(reason, message))) {
            ledger.settle(invocation);
        }
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
            invocation.gaveUpWaiting(now);
            return new Verdict.Rejected(Rejection.CANCELLED, "Function '" + invocation.function() + "': " + why);
        }
        Cost cost = invocation.wasReady() ? Cost.ofTime(now - invocation.readyNanos()) : Cost.NONE;
        return new Verdict.Failed(Failure.of(Failure.Kind.CANCELLED, "Cancelled", why), cost);
    }

    private static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("An invocation never completes exceptionally", e);
        }
    }

    /** Collects the settings of a runtime. Not safe for use by many threads. */
    public static final class Builder {
        private final List<InvocationListener> listeners = new ArrayList<>();
        private Time time = Time.system();
        private Json json = Json.standard();
        private Duration graceTime = Duration.ofSeconds(1);
        private Duration drainTime = Duration.ofSeconds(5);
        private WorkerThreads threads = WorkerThreads.platform();
        private Debugger debugger = Debugger.none();

        private Builder() {}

        /**
         * Sets the time by which the runtime goes. If not set, the machine's.
         *
         * @param time the time
         * @return this
         */
        public Builder time(Time time) {
            this.time = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets the JSON codec. If not set, {@link Json#standard}.
         *
         * @param json the codec
         * @return this
         */
        public Builder json(Json json) {
            this.json = Objects.requireNonNull(json, "json");
            return this;
        }

        /**
         * Sets how long a handler that was interrupted may take to come back, before its thread counts as a runaway. If not
         * set, 1 s.
         *
         * @param time zero or more
         * @return this
         * @throws IllegalArgumentException if the time is negative
         */
        public Builder graceTime(Duration time) {
            this.graceTime = notNegative(time, "graceTime");
            return this;
        }

        /**
         * Sets how long {@link LocalRuntime#close} lets invocations run on. If not set, 5 s.
         *
         * @param time zero or more
         * @return this
         * @throws IllegalArgumentException if the time is negative
         */
        public Builder drainTime(Duration time) {
            this.drainTime = notNegative(time, "drainTime");
            return this;
        }

        /**
         * Lets workers live on virtual threads, for functions that mostly wait. If not set, on threads of the operating system.
         *
         * <p>Of a handler on a virtual thread the time is metered, but neither CPU time nor memory: the JVM does not count
         * them. One that computes without pause keeps a processor from all virtual threads of the program, also after its
         * time-out. Inline functions run on their caller's thread, whatever it is.
         *
         * @return this
         * @throws UnsupportedOperationException before Java 21
         */
        public Builder virtualThreads() {
            this.threads = WorkerThreads.virtual();
            return this;
        }

        /**
         * Stops the deadlines of invocations while a debugger is attached to this JVM, so that a breakpoint in a handler is
         * not a time-out. If not set, deadlines count always.
         *
         * <p>It costs nothing if the JVM was started without the JDWP agent. Else, while something runs, it is looked for a
         * debugger every 250 ms: a time-out may come that much later. What does not stop: the time to make a worker, the
         * grace time, and {@link io.pilotlight.core.function.Context#remaining}, which says how much there is left at least.
         *
         * @return this
         */
        public Builder pauseWhileDebugging() {
            this.debugger = Debugger.ofThisJvm();
            return this;
        }

        /**
         * Adds someone who is told about each invocation.
         *
         * @param listener the listener
         * @return this
         */
        public Builder listener(InvocationListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Makes the runtime.
         *
         * @return a runtime without functions
         */
        public LocalRuntime build() {
            return new LocalRuntime(this);
        }

        private static Duration notNegative(Duration time, String name) {
            if (time.isNegative()) {
                throw new IllegalArgumentException(name + " is " + time + "; it must be zero or more");
            }
            return time;
        }
    }
}
