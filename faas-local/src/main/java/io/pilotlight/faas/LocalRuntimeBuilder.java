package io.pilotlight.faas;

import io.pilotlight.core.function.Tariff;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.execution.Debugger;
import io.pilotlight.faas.pool.WorkerThreads;
import io.pilotlight.faas.usage.InvocationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a runtime. Not safe for use by many threads. */
public final class LocalRuntimeBuilder {
    final List<InvocationListener> listeners = new ArrayList<>();
    Time time = Time.system();
    Json json = Json.standard();
    Duration graceTime = Duration.ofSeconds(1);
    Duration drainTime = Duration.ofSeconds(5);
    int maximumConcurrency = 1_000;
    OptionalInt minimumUnreserved = OptionalInt.empty();
    OptionalLong seed = OptionalLong.empty();
    Tariff tariff = Tariff.perMillisecond();

    private @Nullable DoubleSupplier draws;
    WorkerThreads threads = WorkerThreads.platform();
    Debugger debugger = Debugger.none();

    LocalRuntimeBuilder() {}

    /**
     * Sets the time by which the runtime goes. If not set, the machine's.
     *
     * @param time the time
     * @return this
     */
    public LocalRuntimeBuilder time(Time time) {
        this.time = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Sets the JSON codec. If not set, {@link Json#standard}.
     *
     * @param json the codec
     * @return this
     */
    public LocalRuntimeBuilder json(Json json) {
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
    public LocalRuntimeBuilder graceTime(Duration time) {
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
    public LocalRuntimeBuilder drainTime(Duration time) {
        this.drainTime = notNegative(time, "drainTime");
        return this;
    }

    /**
     * Sets how many invocations may run at once in all functions together. If not set, 1,000, as an account has on AWS
     * Lambda.
     *
     * @param maximum 1 or more
     * @return this
     * @throws IllegalArgumentException if it is less than 1
     */
    public LocalRuntimeBuilder maximumConcurrency(int maximum) {
        if (maximum < 1) {
            throw new IllegalArgumentException("maximumConcurrency is " + maximum + "; it must be 1 or more");
        }
        this.maximumConcurrency = maximum;
        return this;
    }

    /**
     * Sets how many of the invocations that may run at once no function can reserve for itself. If not set, 100, as on AWS Lambda, but at most a tenth of
     * the overall limit.
     *
     * @param minimum zero or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public LocalRuntimeBuilder minimumUnreserved(int minimum) {
        if (minimum < 0) {
            throw new IllegalArgumentException("minimumUnreserved is " + minimum + "; it must be zero or more");
        }
        this.minimumUnreserved = OptionalInt.of(minimum);
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
    public LocalRuntimeBuilder virtualThreads() {
        this.threads = WorkerThreads.virtual();
        return this;
    }

    /**
     * Sets what is charged for invocations. If not set, {@link Tariff#perMillisecond}.
     *
     * @param tariff the tariff; it is asked once for each invocation, on the thread that settles it, and must be quick
     * @return this
     */
    public LocalRuntimeBuilder tariff(Tariff tariff) {
        this.tariff = Objects.requireNonNull(tariff, "tariff");
        return this;
    }

    /**
     * Sets where the runtime's random numbers begin: ids of invocations, and with them the choice among the versions of an
     * alias. With the same seed and virtual time, the same happens. If not set, they are different each time.
     *
     * @param seed any number
     * @return this
     */
    public LocalRuntimeBuilder seed(long seed) {
        this.seed = OptionalLong.of(seed);
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
    public LocalRuntimeBuilder pauseWhileDebugging() {
        this.debugger = Debugger.ofThisJvm();
        return this;
    }

    /**
     * Adds someone who is told about each invocation.
     *
     * @param listener the listener
     * @return this
     */
    public LocalRuntimeBuilder listener(InvocationListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /** Sets what chooses among the versions of an alias and scatters retries: 0 or more and less than 1. */
    LocalRuntimeBuilder draws(DoubleSupplier supplier) {
        this.draws = supplier;
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

    DoubleSupplier draws() {
        if (draws != null || seed.isEmpty()) {
            return draws == null ? () -> ThreadLocalRandom.current().nextDouble() : draws;
        }
        SplittableRandom random = new SplittableRandom(seed.getAsLong());
        return () -> {
            synchronized (random) {
                return random.nextDouble();
            }
        };
    }

    int minimumUnreserved() {
        return minimumUnreserved.orElse(Math.min(100, maximumConcurrency / 10));
    }

    private static Duration notNegative(Duration time, String name) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + " is " + time + "; it must be zero or more");
        }
        return time;
    }
}
