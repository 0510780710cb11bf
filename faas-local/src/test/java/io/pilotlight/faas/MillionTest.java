package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.faas.usage.Arrival;
import io.pilotlight.faas.usage.FunctionUsage;
import io.pilotlight.faas.usage.InvocationListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A million invocations in real time, of a pooled function and an inline one, with everything that can become of them: each is
 * settled exactly once, callers and ledger count the same, and no capacity is lost.
 */
@Timeout(600)
class MillionTest {
    private static final int CALLERS = 4;
    private static final int EACH = 250_000;
    private static final int UNDER_WAY = 64;
    private static final int BETWEEN_DEPLOYMENTS = 5_000;
    private static final int CONCURRENCY = 8;
    private static final int MEET = -1;
    private static final int STUBBORN = 10_000;
    private static final String POOLED = "pooled";
    private static final String INLINE = "inline";

    private final Map<String, Integer> started = new ConcurrentHashMap<>();
    private final Map<String, Class<?>> ended = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> seen = new ConcurrentHashMap<>();
    private final AtomicInteger endedTwice = new AtomicInteger();
    private final AtomicInteger differing = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger stubborn = new AtomicInteger();
    private final AtomicIntegerArray released = new AtomicIntegerArray(STUBBORN);
    private final CyclicBarrier together = new CyclicBarrier(CONCURRENCY);

    private final LocalRuntime runtime = LocalRuntime.builder()
            .graceTime(Duration.ofMillis(1))
            .drainTime(Duration.ofSeconds(60))
            .listener(new InvocationListener() {
                @Override
                public void started(Arrival arrival) {
                    started.merge(arrival.invocationId(), 1, Integer::sum);
                }

                @Override
                public void ended(Outcome<?> outcome) {
                    if (ended.put(outcome.usage().invocationId(), outcome.getClass()) != null) {
                        endedTwice.incrementAndGet();
                    }
                }
            })
            .build();

    @Test
    void noneIsLostAndNoneCountsTwice() throws Exception {
        deploy();
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            Random random = new Random(caller);
            callers.add(new Thread(() -> call(random)));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        allCapacityIsThere();
        runtime.close();

        assertThat(runtime.runaways()).isEmpty();
        assertThat(started).hasSize(CALLERS * EACH + 3 * CONCURRENCY).allSatisfy((id, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(endedTwice).hasValue(0);
        assertThat(differing).hasValue(0);
        // what is left are those whose callers did not wait to see what became of them
        assertThat(ended).hasSize(cancelled.get());
        countsAreThoseOfTheCallers();
    }

    private void call(Random random) {
        ArrayDeque<CompletableFuture<Outcome<byte[]>>> underWay = new ArrayDeque<>();
        for (int i = 0; i < EACH; i++) {
            if (i % BETWEEN_DEPLOYMENTS == 0) {
                deploy();
            }
            underWay.add(one(random));
            if (random.nextInt(20) == 0) {
                underWay.peekLast().cancel(true);
            }
            if (underWay.size() >= UNDER_WAY) {
                see(underWay.poll());
            }
        }
        underWay.forEach(this::see);
    }

    private CompletableFuture<Outcome<byte[]>> one(Random random) {
        int n = random.nextInt(10_000);
        if (n != 0) {
            return runtime.invokeAsync(n % 4 == 0 ? INLINE : POOLED, event(n, 0));
        }
        int place = stubborn.getAndIncrement();
        CompletableFuture<Outcome<byte[]>> future = runtime.invokeAsync(POOLED, event(0, place));
        future.whenComplete((outcome, problem) -> released.set(place, 1));
        return future;
    }

    private void see(CompletableFuture<Outcome<byte[]>> future) {
        Outcome<byte[]> outcome = future.handle((done, problem) -> done).join();
        if (outcome == null) {
            cancelled.incrementAndGet();
            return;
        }
        if (ended.remove(outcome.usage().invocationId()) != outcome.getClass()) {
            differing.incrementAndGet();
        }
        count(outcome);
    }

    private void count(Outcome<?> outcome) {
        String kind = outcome.usage().function() + " " + outcome.getClass().getSimpleName();
        seen.computeIfAbsent(kind, any -> new AtomicLong()).incrementAndGet();
    }

    private void deploy() {
        Limits limits = Limits.builder()
                .maximumConcurrency(CONCURRENCY)
                .queueCapacity(40)
                .queueTime(Duration.ofMillis(20))
                .timeout(Duration.ofMillis(1))
                .idleTime(Duration.ofMillis(1))
                .build();
        runtime.deploy(FunctionDefinition.raw(POOLED, (event, context) -> handle(event))
                .limits(limits)
                .build());
        runtime.deploy(FunctionDefinition.raw(INLINE, (event, context) -> handle(event))
                .limits(limits)
                .inline()
                .build());
    }

    private byte[] handle(Event event) throws Exception {
        ByteBuffer numbers = ByteBuffer.wrap(event.body());
        int n = numbers.getInt();
        int place = numbers.getInt();
        if (n == MEET) {
            together.await();
        } else if (n == 0) {
            while (released.get(place) == 0) { // whatever happens
                Thread.onSpinWait();
            }
        } else if (n < 100) {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        } else if (n < 600) {
            throw new IllegalStateException("on purpose");
        } else if (n < 1_600) {
            LockSupport.parkNanos(n * 20L);
        }
        return event.body();
    }

    private void allCapacityIsThere() {
        for (int round = 0; round < 3; round++) {
            List<CompletableFuture<Outcome<byte[]>>> last = new ArrayList<>();
            for (int i = 0; i < CONCURRENCY; i++) {
                last.add(runtime.invokeAsync(POOLED, event(MEET, 0)));
            }
            last.forEach(this::see);
        }
    }

    private void countsAreThoseOfTheCallers() {
        ended.forEach((id, kind) -> cancelledKinds.merge(kind.getSimpleName(), 1L, Long::sum));
        FunctionUsage pooled = runtime.usage(POOLED).orElseThrow();
        FunctionUsage inline = runtime.usage(INLINE).orElseThrow();
        assertThat(pooled.invocations() + inline.invocations()).isEqualTo(CALLERS * EACH + 3L * CONCURRENCY);
        assertThat(pooled.succeeded() + inline.succeeded()).isEqualTo(seen("Succeeded"));
        assertThat(pooled.failed() + inline.failed()).isEqualTo(seen("Failed"));
        assertThat(pooled.timedOut() + inline.timedOut()).isEqualTo(seen("TimedOut"));
        assertThat(pooled.rejected() + inline.rejected()).isEqualTo(seen("Rejected"));
        assertThat(seen("TimedOut")).isPositive();
        assertThat(seen("Failed")).isPositive();
    }

    private final Map<String, Long> cancelledKinds = new ConcurrentHashMap<>();

    private long seen(String kind) {
        long byCallers = seen.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(" " + kind))
                .mapToLong(entry -> entry.getValue().get())
                .sum();
        return byCallers + cancelledKinds.getOrDefault(kind, 0L);
    }

    private static Event event(int n, int place) {
        byte[] numbers = ByteBuffer.allocate(8).putInt(n).putInt(place).array();
        return Event.of(numbers, "application/octet-stream");
    }
}
