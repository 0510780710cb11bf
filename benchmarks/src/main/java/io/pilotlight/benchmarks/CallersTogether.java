package io.pilotlight.benchmarks;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.faas.LocalRuntime;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** Invocations in a second by four callers, each of which waits for one before it comes with the next. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(CallersTogether.CALLERS)
public class CallersTogether {
    static final int CALLERS = 4;

    /** Is made by JMH. */
    public CallersTogether() {}

    /** A runtime whose function may run as often at once as there are callers. */
    @State(Scope.Benchmark)
    public static class Functions {
        final byte[] payload = Payload.bytes();
        final LocalRuntime runtime = LocalRuntime.create();

        /** Deploys the function. */
        public Functions() {
            runtime.deploy(FunctionDefinition.raw("echo", (event, context) -> event.body())
                    .limits(Limits.builder().maximumConcurrency(CALLERS).build())
                    .build());
        }

        /** Closes the runtime. */
        @TearDown
        public void close() {
            runtime.close();
        }
    }

    /** An executor of as many threads. */
    @State(Scope.Benchmark)
    public static class Pool {
        final byte[] payload = Payload.bytes();
        final ExecutorService executor =
                new ThreadPoolExecutor(CALLERS, CALLERS, 0, TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>());

        /** Is made by JMH. */
        public Pool() {}

        /** Ends the threads. */
        @TearDown
        public void close() {
            executor.shutdown();
        }
    }

    /**
     * Invokes a function.
     *
     * @param its the runtime
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public byte[] pooled(Functions its) throws InterruptedException {
        return Payload.echoed(
                its.runtime.invoke("echo", Event.json(its.payload)).orThrow());
    }

    /**
     * Does the same work on the executor.
     *
     * @param its the executor
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     * @throws ExecutionException never
     */
    @Benchmark
    public byte[] fixedPool(Pool its) throws InterruptedException, ExecutionException {
        byte[] message = its.payload.clone();
        return Payload.echoed(its.executor.submit(() -> message.clone()).get());
    }
}
