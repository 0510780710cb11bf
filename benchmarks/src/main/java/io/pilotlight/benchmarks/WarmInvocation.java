package io.pilotlight.benchmarks;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.json.Json;
import io.pilotlight.faas.LocalRuntime;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One invocation of a Java function whose worker is there, from a caller that waits for it, beside bare executors. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WarmInvocation {

    /** Is made by JMH. */
    public WarmInvocation() {}

    /** A runtime with two functions. */
    @State(Scope.Benchmark)
    public static class Functions {
        final byte[] payload = Payload.bytes();
        final Order order = Order.sample();
        final LocalRuntime runtime = LocalRuntime.create();

        /** Deploys the functions. */
        public Functions() {
            runtime.deploy(FunctionDefinition.raw("echo", (event, context) -> event.body())
                    .build());
            runtime.deploy(FunctionDefinition.of("settle", Order.class, (order, context) -> order.settled()));
        }

        /** Closes the runtime. */
        @TearDown
        public void close() {
            runtime.close();
        }
    }

    /** Executors without anything round them. */
    @State(Scope.Benchmark)
    public static class Pools {
        final byte[] payload = Payload.bytes();
        final Order order = Order.sample();
        final Json json = Json.standard();
        final ExecutorService fixed =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>());
        final ExecutorService cached = new ThreadPoolExecutor(0, 10, 60, TimeUnit.SECONDS, new SynchronousQueue<>());

        /** Is made by JMH. */
        public Pools() {}

        /** Ends the threads. */
        @TearDown
        public void close() {
            fixed.shutdown();
            cached.shutdown();
        }
    }

    /** What the least metering takes. */
    @State(Scope.Benchmark)
    public static class Gate {
        final byte[] payload = Payload.bytes();
        final Semaphore permits = new Semaphore(10);
        final LongAdder nanos = new LongAdder();

        /** Is made by JMH. */
        public Gate() {}
    }

    /**
     * Invokes a function that takes the event and gives bytes.
     *
     * @param its the runtime
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public byte[] rawEvent(Functions its) throws InterruptedException {
        return Payload.echoed(
                its.runtime.invoke("echo", Event.json(its.payload)).orThrow());
    }

    /**
     * Invokes a function that takes and gives a record.
     *
     * @param its the runtime
     * @return the function's result
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public Object typedJson(Functions its) throws InterruptedException {
        return its.runtime.invoke("settle", its.order, Order.class).orThrow();
    }

    /**
     * Does the work of {@link #rawEvent} on an executor of one thread.
     *
     * @param its the executors
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     * @throws ExecutionException never
     */
    @Benchmark
    public byte[] fixedPool(Pools its) throws InterruptedException, ExecutionException {
        byte[] message = its.payload.clone();
        return Payload.echoed(its.fixed.submit(() -> message.clone()).get());
    }

    /**
     * Does the work of {@link #rawEvent} on an executor that has no thread when it is idle.
     *
     * @param its the executors
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     * @throws ExecutionException never
     */
    @Benchmark
    public byte[] cachedPool(Pools its) throws InterruptedException, ExecutionException {
        byte[] message = its.payload.clone();
        return Payload.echoed(its.cached.submit(() -> message.clone()).get());
    }

    /**
     * Does the work of {@link #typedJson}, reading and writing JSON included, on an executor of one thread.
     *
     * @param its the executors
     * @return the result
     * @throws InterruptedException if the benchmark is ended
     * @throws ExecutionException never
     */
    @Benchmark
    public Object fixedPoolJson(Pools its) throws InterruptedException, ExecutionException {
        Json json = its.json;
        byte[] message = json.write(its.order);
        byte[] result = its.fixed
                .submit(() -> json.write(json.read(message, Order.class).settled()))
                .get();
        return json.read(result, Order.class);
    }

    /**
     * Does the work of {@link #rawEvent} on the caller's thread, behind a semaphore and between two looks at the clock:
     * the floor of what a metered call can cost.
     *
     * @param its the gate
     * @return the echo
     */
    @Benchmark
    public byte[] meteredCall(Gate its) {
        byte[] message = its.payload.clone();
        if (!its.permits.tryAcquire()) {
            throw new IllegalStateException("The gate is shut");
        }
        try {
            long started = System.nanoTime();
            byte[] result = message.clone();
            its.nanos.add(System.nanoTime() - started);
            return Payload.echoed(result);
        } finally {
            its.permits.release();
        }
    }
}
