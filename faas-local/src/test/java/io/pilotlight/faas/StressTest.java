package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.usage.Arrival;
import io.pilotlight.faas.usage.FunctionUsage;
import io.pilotlight.faas.usage.InvocationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many callers, and everything that can happen to an invocation at once: none is lost, none counts twice, no slot is lost. */
@Timeout(120)
class StressTest {
    private static final int CALLERS = 4;
    private static final int EACH = 6_000;
    private static final int CONCURRENCY = 6;
    private static final int MEET = 1_000; // more than any caller sends
    private static final String FUNCTION = "stressed";

    private final VirtualTime time = VirtualTime.create();
    private final Map<String, AtomicLong> started = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> ended = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> kinds = new ConcurrentHashMap<>();
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CyclicBarrier together = new CyclicBarrier(CONCURRENCY);

    private final LocalRuntime runtime = LocalRuntime.builder()
            .time(time)
            .graceTime(Duration.ofMillis(2))
            .drainTime(Duration.ofSeconds(20))
            .listener(new InvocationListener() {
                @Override
                public void started(Arrival arrival) {
                    count(started, arrival.invocationId());
                }

                @Override
                public void ended(Outcome<?> outcome) {
                    count(ended, outcome.usage().invocationId());
                    count(kinds, outcome.getClass().getSimpleName());
                }
            })
            .build();

    @Test
    void noInvocationAndNoCapacityIsLost() throws Exception {
        deploy(0);
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<Outcome<Integer>>> all = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            Random random = new Random(caller);
            List<CompletableFuture<Outcome<Integer>>> own = new ArrayList<>();
            threads.add(new Thread(() -> {
                call(random, own);
                synchronized (all) {
                    all.addAll(own);
                }
            }));
        }
        Thread clock = new Thread(() -> {
            for (long tick = 0; !stop.get(); tick++) {
                time.advance(Duration.ofMillis(1));
                if (tick % 256 == 0) {
                    deploy((int) (tick / 256));
                }
            }
        });
        threads.forEach(Thread::start);
        clock.start();
        for (Thread thread : threads) {
            thread.join();
        }
        release.countDown();
        for (CompletableFuture<Outcome<Integer>> one : all) {
            one.handle((outcome, problem) -> outcome).join();
        }
        stop.set(true);
        clock.join();

        whoWasReleasedComesBack();
        allCapacityIsThere();
        runtime.close();
        everyInvocationWasSettledOnce(all);
        assertThat(runtime.runaways()).isEmpty();
        for (Thread worker : workers) {
            worker.join();
        }
        assertThat(time.pending()).isZero();
    }

    private void call(Random random, List<CompletableFuture<Outcome<Integer>>> own) {
        for (int i = 0; i < EACH; i++) {
            CompletableFuture<Outcome<Integer>> future =
                    runtime.invokeAsync(FUNCTION, random.nextInt(1_000), Integer.class);
            own.add(future);
            if (random.nextInt(20) == 0) {
                own.get(own.size() - 1 - random.nextInt(Math.min(own.size(), 8)))
                        .cancel(true);
            }
            if (random.nextInt(8) == 0) {
                future.handle((outcome, problem) -> outcome).join();
            }
        }
    }

    private void deploy(int version) {
        runtime.deploy(FunctionDefinition.builder(FUNCTION, Integer.class, (n, context) -> handle(n))
                .limits(Limits.builder()
                        .maximumConcurrency(CONCURRENCY)
                        .queueCapacity(50)
                        .queueTime(Duration.ofMillis(40))
                        .timeout(Duration.ofMillis(8))
                        .idleTime(Duration.ofMillis(version % 3 * 5L))
                        .build())
                .build());
    }

    private int handle(int n) throws InterruptedException {
        workers.add(Thread.currentThread());
        if (n < 100) {
            throw new IllegalStateException("on purpose");
        }
        if (n < 120) {
            new CountDownLatch(1).await(); // until it is interrupted
        }
        if (n == MEET) {
            meet();
        }
        if (n == 999) {
            ignoreInterruptsUntilReleased();
        }
        return n;
    }

    private void ignoreInterruptsUntilReleased() {
        for (boolean released = false; !released; ) {
            try {
                release.await();
                released = true;
            } catch (InterruptedException ignored) {
                // that is what a runaway does
            }
        }
    }

    /** Too many runaways, and the function is refused; they were released a moment ago. */
    private void whoWasReleasedComesBack() {
        while (!runtime.runaways().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private void allCapacityIsThere() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<CompletableFuture<Outcome<Integer>>> last = new ArrayList<>();
            for (int i = 0; i < CONCURRENCY; i++) {
                last.add(runtime.invokeAsync(FUNCTION, MEET, Integer.class));
            }
            for (CompletableFuture<Outcome<Integer>> one : last) {
                assertThat(one.get().orThrow()).isEqualTo(MEET);
            }
        }
    }

    private void meet() throws InterruptedException {
        try {
            together.await();
        } catch (BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    private void everyInvocationWasSettledOnce(List<CompletableFuture<Outcome<Integer>>> all) {
        int meetings = 3 * CONCURRENCY;
        assertThat(all).hasSize(CALLERS * EACH).allMatch(CompletableFuture::isDone);
        assertThat(started).hasSize(all.size() + meetings).allSatisfy((id, n) -> assertThat(n)
                .hasValue(1));
        assertThat(ended).hasSize(all.size() + meetings).allSatisfy((id, n) -> assertThat(n)
                .hasValue(1));
        FunctionUsage usage = runtime.usage(FUNCTION).orElseThrow();
        assertThat(usage.invocations()).isEqualTo(all.size() + meetings);
        assertThat(usage.succeeded()).isEqualTo(kind("Succeeded"));
        assertThat(usage.failed()).isEqualTo(kind("Failed"));
        assertThat(usage.timedOut()).isEqualTo(kind("TimedOut"));
        assertThat(usage.rejected()).isEqualTo(kind("Rejected"));
        // whoever was not cancelled by its caller saw what the ledger saw
        long seen = all.stream().filter(one -> !one.isCancelled()).count();
        assertThat(seen).isLessThanOrEqualTo(usage.invocations());
        long succeeded = all.stream()
                .filter(one -> !one.isCancelled() && one.join().succeeded())
                .count();
        long timedOut = all.stream()
                .filter(one -> !one.isCancelled() && one.join() instanceof Outcome.TimedOut)
                .count();
        assertThat(succeeded).isPositive();
        assertThat(timedOut).isPositive();
        assertThat(usage.succeeded() - succeeded - 3 * CONCURRENCY).isBetween(0L, all.size() - seen);
        assertThat(usage.timedOut() - timedOut).isBetween(0L, all.size() - seen);
    }

    private long kind(String name) {
        return kinds.getOrDefault(name, new AtomicLong()).get();
    }

    private static void count(Map<String, AtomicLong> counters, String name) {
        counters.computeIfAbsent(name, key -> new AtomicLong()).incrementAndGet();
    }
}
