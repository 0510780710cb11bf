package io.pilotlight.benchmarks;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.faas.LocalRuntime;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One invocation of a Java function that has no worker, so that a thread must be started for it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ColdStart {

    /** Is made by JMH. */
    public ColdStart() {}

    /** A runtime whose workers end when they have nothing to do. */
    @State(Scope.Benchmark)
    public static class Functions {
        final byte[] payload = Payload.bytes();
        final LocalRuntime runtime = LocalRuntime.create();

        /** Deploys the function. */
        public Functions() {
            runtime.deploy(FunctionDefinition.raw("echo", (event, context) -> event.body())
                    .limits(Limits.builder().idleTime(Duration.ZERO).build())
                    .build());
        }

        /** Closes the runtime. */
        @TearDown
        public void close() {
            runtime.close();
        }
    }

    /** An executor whose threads end when they have nothing to do, and count what they are for. */
    @State(Scope.Benchmark)
    public static class EmptyPool {
        final byte[] payload = Payload.bytes();
        final AtomicLong started = new AtomicLong();
        final ThreadPoolExecutor pool = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 0, TimeUnit.NANOSECONDS, new SynchronousQueue<>(), action -> {
                    started.incrementAndGet();
                    return new Thread(action);
                });

        /** Is made by JMH. */
        public EmptyPool() {}

        /** Ends the threads, and makes sure that each call had one of its own. */
        @TearDown
        public void close() {
            pool.shutdown();
            long calls = pool.getTaskCount();
            if (started.get() < calls * 99 / 100) {
                throw new IllegalStateException(started + " threads for " + calls + " calls: they were not cold");
            }
        }
    }

    /** A message. */
    @State(Scope.Thread)
    public static class Message {
        final byte[] payload = Payload.bytes();
        byte[] echo = {};

        /** Is made by JMH. */
        public Message() {}
    }

    /**
     * Invokes a function that has no worker.
     *
     * @param its the runtime
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public byte[] firstInvocation(Functions its) throws InterruptedException {
        Outcome<byte[]> outcome = its.runtime.invoke("echo", Event.json(its.payload));
        if (!outcome.usage().coldStart()) {
            throw new IllegalStateException("Not a cold start: " + outcome.usage());
        }
        return Payload.echoed(outcome.orThrow());
    }

    /**
     * Does the same on a new thread, and waits until it has ended.
     *
     * @param its the message
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public byte[] newThread(Message its) throws InterruptedException {
        byte[] message = its.payload.clone();
        Thread thread = new Thread(() -> its.echo = message.clone());
        thread.start();
        thread.join();
        return Payload.echoed(its.echo);
    }

    /**
     * Does the same on an executor without threads.
     *
     * @param its the executor
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     * @throws ExecutionException never
     */
    @Benchmark
    public byte[] emptyPool(EmptyPool its) throws InterruptedException, ExecutionException {
        byte[] message = its.payload.clone();
        return Payload.echoed(its.pool.submit(() -> message.clone()).get());
    }
}
