package io.pilotlight.benchmarks;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.faas.LocalRuntime;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One invocation of a function that is the only one, and of one among 100,000: always the same one, or any.
 *
 * <p>Of 100,000 functions that are invoked in turn none has a warm worker, so that pooled ones are compared cold.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OneOfMany {

    /** Is made by JMH. */
    public OneOfMany() {}

    /** A runtime with functions. */
    @State(Scope.Benchmark)
    public abstract static class Fleet {
        final Order order = Order.sample();
        final byte[] payload = Payload.bytes();
        final LocalRuntime runtime = LocalRuntime.create();
        final Names same = Names.same();
        final Names any = Names.any();

        Fleet(int first, int count, Function<String, FunctionDefinition> declare) {
            for (int number = first; number < first + count; number++) {
                runtime.deploy(declare.apply(Names.name(number)));
            }
        }

        /** Closes the runtime. */
        @TearDown
        public void close() {
            runtime.close();
        }

        Object settle(Names names) throws InterruptedException {
            return Order.requireSettled(
                    runtime.invoke(names.next(), order, Order.class).orThrow());
        }

        byte[] echo(Names names) throws InterruptedException {
            return Payload.echoed(
                    runtime.invoke(names.next(), Event.json(payload)).orThrow());
        }
    }

    /** One inline function. */
    public static class InlineAlone extends Fleet {
        /** Deploys it. */
        public InlineAlone() {
            super(Names.MANY / 2, 1, Order::inlineFunction);
        }
    }

    /** Many inline functions. */
    public static class InlineMany extends Fleet {
        /** Deploys them. */
        public InlineMany() {
            super(0, Names.MANY, Order::inlineFunction);
        }
    }

    /** One function with workers. */
    public static class PooledAlone extends Fleet {
        /** Deploys it. */
        public PooledAlone() {
            super(Names.MANY / 2, 1, name -> echoFunction(name, Limits.defaults()));
        }
    }

    /** Many functions with workers. */
    public static class PooledMany extends Fleet {
        /** Deploys them. */
        public PooledMany() {
            super(0, Names.MANY, name -> echoFunction(name, Limits.defaults()));
        }
    }

    /** One function whose workers end at once. */
    public static class ColdAlone extends Fleet {
        /** Deploys it. */
        public ColdAlone() {
            super(Names.MANY / 2, 1, name -> echoFunction(name, withoutIdleTime()));
        }
    }

    /** Many functions whose workers end at once. */
    public static class ColdMany extends Fleet {
        /** Deploys them. */
        public ColdMany() {
            super(0, Names.MANY, name -> echoFunction(name, withoutIdleTime()));
        }
    }

    /** What the least metering takes, with a gate for each of many names. */
    @State(Scope.Benchmark)
    public static class Gates {
        final Order order = Order.sample();
        final Names any = Names.any();
        final ConcurrentHashMap<String, Gate> gates = new ConcurrentHashMap<>();

        /** Makes the gates. */
        public Gates() {
            for (int number = 0; number < Names.MANY; number++) {
                gates.put(Names.name(number), new Gate(new Semaphore(10), new LongAdder()));
            }
        }

        record Gate(Semaphore permits, LongAdder nanos) {}
    }

    /**
     * Invokes the only function, inline.
     *
     * @param its the runtime
     * @return the result
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public Object inlineAlone(InlineAlone its) throws InterruptedException {
        return its.settle(its.same);
    }

    /**
     * Invokes one function of many, inline.
     *
     * @param its the runtime
     * @return the result
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public Object inlineSame(InlineMany its) throws InterruptedException {
        return its.settle(its.same);
    }

    /**
     * Invokes any function of many, inline.
     *
     * @param its the runtime
     * @return the result
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public Object inlineAny(InlineMany its) throws InterruptedException {
        return its.settle(its.any);
    }

    /**
     * Does the work of {@link #inlineAny} with a map of bare gates: what it costs that the caches do not hold them all.
     *
     * @param its the gates
     * @return the result
     */
    @Benchmark
    public Object meteredAny(Gates its) {
        Gates.Gate gate = its.gates.get(its.any.next());
        if (!gate.permits.tryAcquire()) {
            throw new IllegalStateException("The gate is shut");
        }
        try {
            long started = System.nanoTime();
            Order result = its.order.settled();
            gate.nanos.add(System.nanoTime() - started);
            return Order.requireSettled(result);
        } finally {
            gate.permits.release();
        }
    }

    /**
     * Invokes the only function, on a worker that is there.
     *
     * @param its the runtime
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public byte[] pooledAlone(PooledAlone its) throws InterruptedException {
        return its.echo(its.same);
    }

    /**
     * Invokes one function of many, on a worker that is there.
     *
     * @param its the runtime
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public byte[] pooledSame(PooledMany its) throws InterruptedException {
        return its.echo(its.same);
    }

    /**
     * Invokes the only function, on a new worker.
     *
     * @param its the runtime
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public byte[] coldAlone(ColdAlone its) throws InterruptedException {
        return its.echo(its.same);
    }

    /**
     * Invokes any function of many, on a new worker.
     *
     * @param its the runtime
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public byte[] coldAny(ColdMany its) throws InterruptedException {
        return its.echo(its.any);
    }

    private static FunctionDefinition echoFunction(String name, Limits limits) {
        return FunctionDefinition.raw(name, (event, context) -> event.body())
                .limits(limits)
                .build();
    }

    private static Limits withoutIdleTime() {
        return Limits.builder().idleTime(Duration.ZERO).build();
    }
}
