package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.usage.Arrival;
import io.pilotlight.faas.usage.InvocationListener;
import java.io.Serial;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handlers, listeners and codecs that misbehave: the invocation is settled all the same, and no capacity is lost. */
@Timeout(20)
class TroubleTest {
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Limits ONE = Limits.builder().maximumConcurrency(1).build();

    private final VirtualTime time = VirtualTime.create();
    private @Nullable LocalRuntime open;

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
    }

    private LocalRuntimeBuilder settings() {
        return LocalRuntime.builder().time(time).drainTime(Duration.ofMillis(200));
    }

    private LocalRuntime runtime(LocalRuntimeBuilder settings) {
        LocalRuntime runtime = settings.build();
        open = runtime;
        return runtime;
    }

    /** Keeps its reader from its message. */
    private static final class Mute extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("not even this");
        }
    }

    @Test
    void anExceptionWhoseMessageCannotBeReadIsAFailureLikeAnyOther() throws Exception {
        LocalRuntime runtime = runtime(settings());
        runtime.deploy(FunctionDefinition.builder("f", Integer.class, (n, context) -> {
                    if (n == 0) {
                        throw new Mute();
                    }
                    return n;
                })
                .limits(ONE)
                .build());
        Outcome<Integer> outcome = runtime.invoke("f", 0, Integer.class);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.HANDLER);
            assertThat(failed.failure().type()).endsWith("Mute");
        });
        assertThat(runtime.invoke("f", 1, Integer.class).orThrow()).isEqualTo(1);
    }

    @Test
    void aListenerThatThrowsAnErrorHurtsNobody() throws Exception {
        LocalRuntime runtime = runtime(settings().listener(new InvocationListener() {
            @Override
            public void started(Arrival arrival) {
                throw new AssertionError("at the start");
            }

            @Override
            public void ended(Outcome<?> outcome) {
                throw new AssertionError("at the end");
            }
        }));
        runtime.deploy(FunctionDefinition.builder("f", Integer.class, (n, context) -> n)
                .limits(ONE)
                .build());
        for (int i = 0; i < 3; i++) {
            assertThat(runtime.invoke("f", i, Integer.class).orThrow()).isEqualTo(i);
        }
    }

    @Test
    void limitsLongerThanAnyClockMeanNever() throws Exception {
        LocalRuntime runtime = runtime(settings().graceTime(FOREVER));
        CountDownLatch release = new CountDownLatch(1);
        runtime.deploy(FunctionDefinition.builder("f", Integer.class, (n, context) -> {
                    release.await();
                    return n;
                })
                .limits(Limits.builder()
                        .maximumConcurrency(1)
                        .queueTime(FOREVER)
                        .initTimeout(FOREVER)
                        .timeout(FOREVER)
                        .idleTime(FOREVER)
                        .payloadBytes(Long.MAX_VALUE)
                        .build())
                .build());
        CompletableFuture<Outcome<Integer>> first = runtime.invokeAsync("f", 1, Integer.class);
        CompletableFuture<Outcome<Integer>> second = runtime.invokeAsync("f", 2, Integer.class);
        time.advance(Duration.ofDays(3650));
        release.countDown();
        assertThat(first.get().orThrow()).isEqualTo(1);
        assertThat(second.get().orThrow()).isEqualTo(2);
    }

    @Test
    void aCodecThatBreaksBreaksNothingElse() throws Exception {
        Json broken = new Json() {
            @Override
            public byte[] write(@Nullable Object value) {
                if ("unwritable".equals(value)) {
                    throw new IllegalStateException("cannot write");
                }
                return Json.standard().write(value);
            }

            @Override
            public @Nullable Object read(byte[] json, Type type) {
                if (type == Long.class) {
                    throw new IllegalStateException("cannot read");
                }
                return Json.standard().read(json, type);
            }
        };
        LocalRuntime runtime = runtime(settings().json(broken));
        runtime.deploy(FunctionDefinition.of("echo", String.class, (s, context) -> s));
        runtime.deploy(FunctionDefinition.of("number", Long.class, (n, context) -> n));
        assertFailure(runtime.invoke("echo", Event.json("\"unwritable\"")), Failure.Kind.RESULT);
        assertFailure(runtime.invoke("number", Event.json("1")), Failure.Kind.INPUT);
        assertFailure(runtime.invokeAsync("echo", "1", Long.class).get(), Failure.Kind.RESULT);
    }

    @Test
    void whatWaitsForAnOldVersionIsRefusedWhenTheFunctionGoes() throws Exception {
        LocalRuntime runtime = runtime(settings());
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        deployBlocking(runtime, started, release);
        CompletableFuture<Outcome<Integer>> running = runtime.invokeAsync("f", 1, Integer.class);
        CompletableFuture<Outcome<Integer>> waiting = runtime.invokeAsync("f", 2, Integer.class);
        started.await();
        runtime.deploy(FunctionDefinition.of("f", Integer.class, (n, context) -> n));
        assertThat(waiting).isNotDone();
        runtime.undeploy("f");
        assertRejected(waiting.get(), Rejection.CLOSED);
        release.countDown();
        assertThat(running.get().orThrow()).isEqualTo(1);
    }

    @Test
    void whatWaitsForAnOldVersionIsRefusedWhenTheRuntimeCloses() throws Exception {
        LocalRuntime runtime = runtime(settings());
        CountDownLatch started = new CountDownLatch(1);
        deployBlocking(runtime, started, new CountDownLatch(1));
        CompletableFuture<Outcome<Integer>> running = runtime.invokeAsync("f", 1, Integer.class);
        CompletableFuture<Outcome<Integer>> waiting = runtime.invokeAsync("f", 2, Integer.class);
        started.await();
        runtime.deploy(FunctionDefinition.of("f", Integer.class, (n, context) -> n));
        runtime.close();
        assertRejected(waiting.get(), Rejection.CLOSED);
        assertFailure(running.get(), Failure.Kind.CANCELLED);
    }

    @Test
    void aHandlerThatClosesTheRuntimeIsNotTakenBackItself() throws Exception {
        LocalRuntime runtime = runtime(settings().drainTime(Duration.ZERO));
        CountDownLatch started = new CountDownLatch(1);
        deployBlocking(runtime, started, new CountDownLatch(1));
        runtime.deploy(FunctionDefinition.of("close", Integer.class, (n, context) -> {
            runtime.close();
            return Thread.currentThread().isInterrupted() ? -1 : n;
        }));
        CompletableFuture<Outcome<Integer>> blocked = runtime.invokeAsync("f", 1, Integer.class);
        started.await();
        assertThat(runtime.invoke("close", 1, Integer.class).orThrow()).isEqualTo(1);
        assertFailure(blocked.get(), Failure.Kind.CANCELLED);
    }

    @Test
    void whatDependsOnAnOutcomeMayInvokeTheSameFunction() throws Exception {
        LocalRuntime runtime = runtime(settings());
        CountDownLatch release = new CountDownLatch(1);
        deployBlocking(runtime, new CountDownLatch(1), release);
        CompletableFuture<Integer> chained = runtime.invokeAsync("f", 1, Integer.class)
                .thenApply(outcome -> {
                    try {
                        return outcome.orThrow()
                                + runtime.invoke("f", 2, Integer.class).orThrow();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
        release.countDown();
        assertThat(chained.get()).isEqualTo(3);
    }

    @Test
    void anInterruptThatAListenerLeavesBehindHitsNobody() throws Exception {
        LocalRuntime runtime = runtime(settings().listener(new InvocationListener() {
            @Override
            public void ended(Outcome<?> outcome) {
                Thread.currentThread().interrupt();
            }
        }));
        CountDownLatch release = new CountDownLatch(1);
        runtime.deploy(FunctionDefinition.builder("f", Integer.class, (n, context) -> {
                    release.await(); // throws if it is interrupted
                    return n;
                })
                .limits(ONE)
                .build());
        CompletableFuture<Outcome<Integer>> first = runtime.invokeAsync("f", 1, Integer.class);
        CompletableFuture<Outcome<Integer>> second = runtime.invokeAsync("f", 2, Integer.class);
        release.countDown();
        assertThat(first.get().orThrow()).isEqualTo(1);
        assertThat(second.get().orThrow()).isEqualTo(2);
    }

    @Test
    void whatIsTakenBackWhileItWaitsReportsItsWait() throws Exception {
        CompletableFuture<Outcome<?>> refused = new CompletableFuture<>();
        LocalRuntime runtime = runtime(settings().listener(new InvocationListener() {
            @Override
            public void ended(Outcome<?> outcome) {
                refused.complete(outcome);
            }
        }));
        CountDownLatch started = new CountDownLatch(1);
        deployBlocking(runtime, started, new CountDownLatch(1));
        CompletableFuture<Outcome<Integer>> running = runtime.invokeAsync("f", 1, Integer.class);
        CompletableFuture<Outcome<Integer>> waiting = runtime.invokeAsync("f", 2, Integer.class);
        started.await();
        time.advance(Duration.ofSeconds(3));
        waiting.cancel(true);
        assertThat(refused.get().usage().queueWait()).isEqualTo(Duration.ofSeconds(3));
        assertThat(running).isNotDone();
    }

    @Test
    void aTimerDoesNotOutliveTheHandlerItWaitsFor() throws Exception {
        LocalRuntime runtime = runtime(settings().graceTime(Duration.ofHours(1)));
        CountDownLatch started = new CountDownLatch(1);
        runtime.deploy(FunctionDefinition.builder("f", Integer.class, (n, context) -> {
                    started.countDown();
                    new CountDownLatch(1).await();
                    return n;
                })
                .limits(Limits.builder()
                        .maximumConcurrency(1)
                        .idleTime(Duration.ZERO)
                        .timeout(Duration.ofSeconds(1))
                        .build())
                .build());
        CompletableFuture<Outcome<Integer>> late = runtime.invokeAsync("f", 1, Integer.class);
        started.await();
        time.advance(Duration.ofSeconds(1));
        assertThat(late.get()).isInstanceOf(Outcome.TimedOut.class);
        runtime.close();
        assertThat(time.pending()).isZero();
    }

    @Test
    void refusesTimesThatRunBackwards() {
        assertThatThrownBy(() -> LocalRuntime.builder().graceTime(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-0.001S");
        assertThatThrownBy(() -> LocalRuntime.builder().drainTime(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void deployBlocking(LocalRuntime runtime, CountDownLatch started, CountDownLatch release) {
        runtime.deploy(FunctionDefinition.builder("f", Integer.class, (n, context) -> {
                    started.countDown();
                    release.await();
                    return n;
                })
                .limits(ONE)
                .build());
    }

    private static void assertFailure(Outcome<?> outcome, Failure.Kind kind) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(
                        failed.failure().kind())
                .isEqualTo(kind));
    }

    private static void assertRejected(Outcome<?> outcome, Rejection reason) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(rejected.reason())
                .isEqualTo(reason));
    }
}
