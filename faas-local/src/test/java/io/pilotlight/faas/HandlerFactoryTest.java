package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.Context;
import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Handler;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.json.TypeRef;
import io.pilotlight.core.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Functions whose workers have a handler of their own. */
@Timeout(20)
class HandlerFactoryTest {
    private final VirtualTime time = VirtualTime.create();
    private final AtomicInteger made = new AtomicInteger();
    private final LocalRuntime runtime = LocalRuntime.builder()
            .time(time)
            .graceTime(Duration.ofSeconds(1))
            .drainTime(Duration.ofMillis(200))
            .build();

    @AfterEach
    void close() {
        runtime.close();
    }

    /** Gives its own number; closing it is told. */
    private final class Numbered implements Handler<Integer, Integer>, AutoCloseable {
        private final int number = made.incrementAndGet();
        private final CountDownLatch closed;

        Numbered(CountDownLatch closed) {
            this.closed = closed;
        }

        @Override
        public Integer handle(Integer input, Context context) {
            return number;
        }

        @Override
        public void close() {
            closed.countDown();
            throw new IllegalStateException("no way to close " + number);
        }
    }

    @Test
    void eachWorkerHasAHandlerOfItsOwnWhichIsClosedWithIt() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        runtime.deploy(FunctionDefinition.perWorker("f", Integer.class, () -> new Numbered(closed))
                .limits(Limits.builder().idleTime(Duration.ofSeconds(30)).build())
                .build());
        assertThat(made).hasValue(0);
        assertThat(runtime.invoke("f", 0, Integer.class).orThrow()).isEqualTo(1);
        assertThat(runtime.invoke("f", 0, Integer.class).orThrow()).isEqualTo(1);
        try (CapturedLog log = CapturedLog.of("io.pilotlight.faas.execution.HandlerWorkers")) {
            time.advance(Duration.ofSeconds(30));
            closed.await();
            assertThat(log.await("did not close")).contains("'f'");
        }
        assertThat(runtime.invoke("f", 0, Integer.class).orThrow()).isEqualTo(2);
    }

    @Test
    void aSharedHandlerIsNeverClosed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        runtime.deploy(FunctionDefinition.of("f", Integer.class, new Numbered(closed)));
        assertThat(runtime.invoke("f", 0, Integer.class).orThrow()).isEqualTo(1);
        runtime.close();
        assertThat(closed.getCount()).isEqualTo(1);
    }

    @Test
    void makingTheHandlerIsTheColdStart() throws Exception {
        runtime.deploy(FunctionDefinition.perWorker("f", new TypeRef<List<Integer>>() {}, () -> {
                    time.advance(Duration.ofSeconds(3));
                    return (numbers, context) -> numbers.size();
                })
                .build());
        Outcome<Integer> cold = runtime.invoke("f", List.of(1, 2), Integer.class);
        assertThat(cold.orThrow()).isEqualTo(2);
        assertThat(cold.usage().coldStart()).isTrue();
        assertThat(cold.usage().init()).isEqualTo(Duration.ofSeconds(3));
        assertThat(cold.usage().run()).isZero();
        assertThat(runtime.invoke("f", List.of(), Integer.class).usage().init()).isZero();
    }

    @Test
    void aFactoryThatFailsIsAnOutcomeAndTheNextInvocationTriesAgain() throws Exception {
        IllegalStateException problem = new IllegalStateException("no connection");
        runtime.deploy(FunctionDefinition.rawPerWorker("f", () -> {
                    if (made.incrementAndGet() == 1) {
                        throw problem;
                    }
                    return (event, context) -> event.body();
                })
                .limits(Limits.builder().maximumConcurrency(1).build())
                .build());
        assertThat(runtime.invoke("f", Event.json("1"))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.INIT);
            assertThat(failed.failure().cause()).containsSame(problem);
        });
        assertThat(runtime.invoke("f", Event.json("1")).orThrow()).isEqualTo(new byte[] {'1'});
    }

    @Test
    void aFactoryThatReturnsNothingIsAnOutcome() throws Exception {
        runtime.deploy(FunctionDefinition.perWorker("f", Integer.class, HandlerFactoryTest::nothing)
                .build());
        assertInit(runtime.invoke("f", 0, Integer.class), "NullPointerException");
    }

    @SuppressWarnings("NullAway") // that is the mistake
    private static Handler<Integer, Integer> nothing() {
        return null;
    }

    @Test
    void aFactoryThatTakesTooLongIsInterruptedAndLosesItsPlaceIfItIgnoresThat() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Thread> runaway = new AtomicReference<>();
        runtime.deploy(FunctionDefinition.perWorker("f", Integer.class, () -> {
                    if (made.incrementAndGet() == 1) {
                        runaway.set(Thread.currentThread());
                        making.countDown();
                        while (!stop.get()) {
                            Thread.onSpinWait();
                        }
                    }
                    return (n, context) -> n;
                })
                .limits(Limits.builder()
                        .maximumConcurrency(1)
                        .initTimeout(Duration.ofSeconds(2))
                        .build())
                .build());
        CompletableFuture<Outcome<Integer>> late = runtime.invokeAsync("f", 1, Integer.class);
        making.await();
        time.advance(Duration.ofSeconds(2));
        assertInit(late.get(), "InitTimeout");
        assertThat(late.get().usage().init()).isEqualTo(Duration.ofSeconds(2));
        assertThat(runaway.get().isInterrupted()).isTrue();
        time.advance(Duration.ofSeconds(1));
        assertThat(runtime.runaways()).hasSize(1);
        assertThat(runtime.invoke("f", 2, Integer.class).orThrow()).isEqualTo(2);
        stop.set(true);
        runaway.get().join();
        assertThat(runtime.runaways()).isEmpty();
    }

    @Test
    void cancellingInterruptsTheFactory() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        runtime.deploy(FunctionDefinition.perWorker("f", Integer.class, () -> {
                    making.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return (n, context) -> n;
                })
                .build());
        CompletableFuture<Outcome<Integer>> outcome = runtime.invokeAsync("f", 1, Integer.class);
        making.await();
        outcome.cancel(true);
        interrupted.await();
        assertThat(outcome).isCancelled();
    }

    private static void assertInit(Outcome<?> outcome, String type) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.INIT);
            assertThat(failed.failure().type()).contains(type);
        });
    }
}
