package io.pilotlight.benchmarks;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.LocalRuntime;
import java.lang.ref.Reference;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a function holds that nobody invokes: heap, and threads. No time is of interest here; the figures are the counters.
 *
 * <p>The serial collector counts bytes, where others count regions. It is told to leave no garbage where it lies, which it
 * otherwise does with a twentieth of the heap, to save itself the moving.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Fork(jvmArgsPrepend = {"-XX:+UseSerialGC", "-XX:MarkSweepDeadRatio=0"})
public class IdleHeap {
    /** Few enough that to start a thread for each takes a second, and many enough that the rest does not count. */
    private static final int USED = 10_000;

    private static final int TOGETHER = 100;

    /** Is made by JMH. */
    public IdleHeap() {}

    /** What is left for each function. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Left {
        /** Heap for each, in bytes. */
        public double bytes;

        /** Threads for all of them. */
        public double threads;

        private Holdings before = new Holdings(0, 0);

        /** Is made by JMH. */
        public Left() {}

        void begin() {
            before = Holdings.settled();
        }

        /** Looks at the heap while something is surely still there. */
        void end(Object stillThere, int count) {
            Holdings after = Holdings.settled();
            Reference.reachabilityFence(stillThere);
            bytes = (double) (after.bytes() - before.bytes()) / count;
            threads = after.threads() - before.threads();
        }
    }

    /**
     * Deploys functions.
     *
     * @param left what they hold
     * @return how many there are
     */
    @Benchmark
    public int deployed(Left left) {
        left.begin();
        try (LocalRuntime runtime = LocalRuntime.create()) {
            deploy(runtime, Names.MANY);
            left.end(runtime, Names.MANY);
            return runtime.functions().size();
        }
    }

    /**
     * Makes executors.
     *
     * @param left what they hold
     * @return how many there are
     */
    @Benchmark
    public int pools(Left left) {
        left.begin();
        ThreadPoolExecutor[] pools = makePools(Names.MANY);
        left.end(pools, Names.MANY);
        return pools.length;
    }

    /**
     * Deploys functions, invokes each of them once, and lets their idle time pass.
     *
     * @param left what they hold when their workers are gone
     * @return how many there are
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public int usedOnce(Left left) throws InterruptedException {
        left.begin();
        VirtualTime time = VirtualTime.create();
        try (LocalRuntime runtime = LocalRuntime.builder().time(time).build()) {
            deploy(runtime, USED);
            for (int first = 0; first < USED; first += TOGETHER) {
                for (int number = first; number < first + TOGETHER; number++) {
                    byte[] message = Payload.bytes();
                    Payload.echoed(runtime.invoke(Names.name(number), Event.json(message))
                            .orThrow());
                }
                for (int number = first; number < first + TOGETHER; number++) {
                    while (runtime.workers(Names.name(number)) > 0) {
                        time.advance(Limits.defaults().idleTime());
                        Thread.yield();
                    }
                }
            }
            left.end(runtime, USED);
            return runtime.functions().size();
        }
    }

    /**
     * Makes executors, and has each do one thing.
     *
     * @param left what they hold when their threads are gone
     * @return how many there are
     * @throws InterruptedException if the benchmark is ended
     * @throws ExecutionException never
     */
    @Benchmark
    public int poolsUsedOnce(Left left) throws InterruptedException, ExecutionException {
        left.begin();
        ThreadPoolExecutor[] pools = makePools(USED);
        for (ThreadPoolExecutor pool : pools) {
            byte[] message = Payload.bytes();
            Payload.echoed(pool.submit(() -> message.clone()).get());
        }
        for (ThreadPoolExecutor pool : pools) {
            while (pool.getPoolSize() > 0) {
                Thread.yield();
            }
        }
        left.end(pools, USED);
        return pools.length;
    }

    private static void deploy(LocalRuntime runtime, int count) {
        for (int number = 0; number < count; number++) {
            runtime.deploy(FunctionDefinition.raw(Names.name(number), (event, context) -> event.body())
                    .build());
        }
    }

    private static ThreadPoolExecutor[] makePools(int count) {
        ThreadPoolExecutor[] pools = new ThreadPoolExecutor[count];
        for (int number = 0; number < count; number++) {
            pools[number] = new ThreadPoolExecutor(0, 10, 0, TimeUnit.NANOSECONDS, new SynchronousQueue<>());
        }
        return pools;
    }
}
