package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.Context;
import io.pilotlight.core.function.FunctionBuilder;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Handler;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.usage.FunctionUsage;
import io.pilotlight.faas.usage.InvocationListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way to get stuck on every kind of thread: the caller has its time-out at the deadline, whatever comes later does not
 * change it, and the capacity comes back.
 */
@Timeout(30)
class TimeoutMatrixTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofMillis(20);
    private static final Limits LIMITS = Limits.builder()
            .maximumConcurrency(1)
            .queueCapacity(1)
            .queueTime(Duration.ofDays(1))
            .idleTime(Duration.ofDays(1))
            .timeout(TIMEOUT)
            .build();
    private static final int STUCK = 1;

    /** Where handlers run. */
    enum Rung {
        SHARED,
        PER_WORKER,
        INLINE
    }

    private final VirtualTime time = VirtualTime.create().withPatience(Duration.ZERO);
    private final List<Outcome<?>> ended = new CopyOnWriteArrayList<>();
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final LocalRuntime runtime = LocalRuntime.builder()
            .time(time)
            .graceTime(GRACE)
            .drainTime(Duration.ofMillis(50))
            .listener(new InvocationListener() {
                @Override
                public void ended(Outcome<?> outcome) {
                    ended.add(outcome);
                }
            })
            .build();

    private Stuck.Scene scene;

    @BeforeEach
    void open() throws Exception {
        scene = new Stuck.Scene();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        scene.release();
        runtime.close();
        for (Thread worker : workers) {
            worker.join();
        }
        assertThat(runtime.runaways()).isEmpty();
        assertThat(time.pending()).isZero();
        assertThat(closed).hasValue(made.get());
    }

    static Stream<Arguments> pooled() {
        return Arrays.stream(Stuck.values())
                .flatMap(stuck -> Stream.of(Arguments.of(stuck, Rung.SHARED), Arguments.of(stuck, Rung.PER_WORKER)));
    }

    static Stream<Arguments> neverBack() {
        return Arrays.stream(Stuck.values())
                .filter(stuck -> !stuck.interruptible)
                .flatMap(stuck -> Arrays.stream(Rung.values()).map(rung -> Arguments.of(stuck, rung)));
    }

    @ParameterizedTest
    @MethodSource("pooled")
    void onAWorkersThread(Stuck stuck, Rung rung) throws Exception {
        deploy(stuck, rung);
        CompletableFuture<Outcome<Integer>> late = runtime.invokeAsync("f", STUCK, Integer.class);
        Thread worker = scene.awaitStuck(stuck);
        time.advance(TIMEOUT.minusNanos(1));
        assertThat(late).isNotDone();
        time.advance(Duration.ofNanos(1));
        assertThat(late).isCompletedWithValueMatching(outcome -> outcome instanceof Outcome.TimedOut);
        assertThat(late.get().usage().run()).isEqualTo(TIMEOUT);
        CompletableFuture<Outcome<Integer>> next = runtime.invokeAsync("f", 2, Integer.class);
        if (stuck.interruptible) {
            assertThat(next.get().orThrow()).isEqualTo(2);
            time.advance(GRACE);
            assertThat(runtime.runaways()).isEmpty();
            assertThat(workers).containsExactly(worker);
        } else {
            assertThat(next).isNotDone();
            time.advance(GRACE);
            assertThat(next.get().orThrow()).isEqualTo(2);
            assertThat(runtime.runaways()).containsExactly("pilotlight-runaway:pilotlight-fn:f#1");
            assertThat(worker.getName()).isEqualTo("pilotlight-runaway:pilotlight-fn:f#1");
            assertThat(workers).hasSize(2).contains(worker);
            scene.release();
            worker.join();
            assertThat(runtime.runaways()).isEmpty();
        }
        assertThat(runtime.invoke("f", 3, Integer.class).orThrow()).isEqualTo(3);
        assertThat(runtime.workers("f")).isEqualTo(1);
        assertSettledOnce(late.get());
    }

    @ParameterizedTest
    @EnumSource(Stuck.class)
    void onTheCallersThread(Stuck stuck) throws Exception {
        deploy(stuck, Rung.INLINE);
        AtomicBoolean interruptedAfterwards = new AtomicBoolean();
        CompletableFuture<Outcome<Integer>> late = onAThreadOfItsOwn(interruptedAfterwards);
        Thread caller = scene.awaitStuck(stuck);
        time.advance(TIMEOUT.minusNanos(1));
        assertThat(ended).isEmpty();
        time.advance(Duration.ofNanos(1));
        assertThat(ended).singleElement().isInstanceOf(Outcome.TimedOut.class);
        if (!stuck.interruptible) {
            time.advance(GRACE);
            assertThat(runtime.runaways()).containsExactly("caller");
            CompletableFuture<Outcome<Integer>> waits = runtime.invokeAsync("f", 2, Integer.class);
            assertRejected(runtime.invoke("f", 3, Integer.class), Rejection.QUEUE_FULL);
            assertThat(waits).isNotDone(); // nobody can give its capacity to others
            scene.release();
            assertThat(waits.get().orThrow()).isEqualTo(2);
        } else {
            caller.join();
            assertThat(runtime.invoke("f", 2, Integer.class).orThrow()).isEqualTo(2);
        }
        assertThat(late.get()).isInstanceOf(Outcome.TimedOut.class);
        assertThat(interruptedAfterwards).isFalse();
        assertThat(runtime.runaways()).isEmpty();
        assertThat(runtime.invoke("f", 3, Integer.class).orThrow()).isEqualTo(3);
        assertSettledOnce(late.get());
    }

    @ParameterizedTest
    @MethodSource("neverBack")
    void closingLeavesItBehindAndNamesItUntilItEnds(Stuck stuck, Rung rung) throws Exception {
        deploy(stuck, rung);
        CompletableFuture<Outcome<Integer>> late = rung == Rung.INLINE
                ? onAThreadOfItsOwn(new AtomicBoolean())
                : runtime.invokeAsync("f", STUCK, Integer.class);
        Thread runaway = scene.awaitStuck(stuck);
        time.advance(TIMEOUT.plus(GRACE));
        assertThat(runtime.runaways()).containsExactly(runaway.getName());
        runtime.close();
        assertThat(runtime.runaways()).containsExactly(runaway.getName());
        assertRejected(runtime.invoke("f", 2, Integer.class), Rejection.CLOSED);
        scene.release();
        runaway.join();
        assertThat(runtime.runaways()).isEmpty();
        assertThat(late.get()).isInstanceOf(Outcome.TimedOut.class);
        assertThat(runtime.usage("f").orElseThrow().timedOut()).isEqualTo(1);
    }

    private void deploy(Stuck stuck, Rung rung) {
        FunctionBuilder function = rung == Rung.PER_WORKER
                ? FunctionDefinition.perWorker("f", Integer.class, () -> new Own(stuck))
                : FunctionDefinition.builder("f", Integer.class, (n, context) -> handle(stuck, n));
        if (rung == Rung.INLINE) {
            function.inline();
        }
        runtime.deploy(function.limits(LIMITS).build());
    }

    private int handle(Stuck stuck, int n) throws IOException, InterruptedException {
        Thread thread = Thread.currentThread();
        if (thread.getName().startsWith("pilotlight-")) {
            workers.add(thread);
        }
        if (n == STUCK) {
            scene.enter(stuck);
        }
        return n;
    }

    private CompletableFuture<Outcome<Integer>> onAThreadOfItsOwn(AtomicBoolean interruptedAfterwards) {
        CompletableFuture<Outcome<Integer>> outcome = new CompletableFuture<>();
        Thread caller = new Thread(
                () -> {
                    try {
                        Outcome<Integer> result = runtime.invoke("f", STUCK, Integer.class);
                        interruptedAfterwards.set(Thread.currentThread().isInterrupted());
                        outcome.complete(result);
                    } catch (InterruptedException | RuntimeException e) {
                        outcome.completeExceptionally(e);
                    }
                },
                "caller");
        caller.start();
        return outcome;
    }

    /** What was late stays late, and was told of once. */
    private void assertSettledOnce(Outcome<Integer> late) {
        assertThat(late).isInstanceOf(Outcome.TimedOut.class);
        assertThat(ended)
                .filteredOn(outcome ->
                        outcome.usage().invocationId().equals(late.usage().invocationId()))
                .singleElement()
                .isInstanceOf(Outcome.TimedOut.class);
        FunctionUsage usage = runtime.usage("f").orElseThrow();
        assertThat(usage.timedOut()).isEqualTo(1);
        assertThat(usage.succeeded()).isEqualTo(2);
        assertThat(usage.failed()).isZero();
    }

    private static void assertRejected(Outcome<?> outcome, Rejection reason) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(rejected.reason())
                .isEqualTo(reason));
    }

    /** A handler that belongs to one worker. */
    private final class Own implements Handler<Integer, Integer>, AutoCloseable {
        private final Stuck stuck;

        Own(Stuck stuck) {
            this.stuck = stuck;
            made.incrementAndGet();
        }

        @Override
        public Integer handle(Integer n, Context context) throws IOException, InterruptedException {
            return TimeoutMatrixTest.this.handle(stuck, n);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
