package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.Environment;
import io.pilotlight.core.Language;
import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.InvocationException;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.json.TypeRef;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.usage.FunctionUsage;
import io.pilotlight.faas.usage.InvocationListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalRuntimeTest {
    private final VirtualTime time = VirtualTime.create();
    private final List<Outcome<?>> ended = Collections.synchronizedList(new ArrayList<>());
    private final LocalRuntime runtime = LocalRuntime.builder()
            .time(time)
            .graceTime(Duration.ofSeconds(1))
            .drainTime(Duration.ofMillis(200))
            .listener(new InvocationListener() {
                @Override
                public void ended(Outcome<?> outcome) {
                    ended.add(outcome);
                }
            })
            .build();

    @AfterEach
    void close() {
        runtime.close();
    }

    record Point(int x, int y) {}

    @Nested
    class Invoking {
        @Test
        void readsTheInputAndWritesTheResultAsJson() throws Exception {
            runtime.deploy(FunctionDefinition.of("swap", Point.class, (p, context) -> new Point(p.y(), p.x())));
            assertThat(runtime.invoke("swap", new Point(1, 2), Point.class).orThrow())
                    .isEqualTo(new Point(2, 1));
            assertThat(runtime.invoke("swap", Event.json("{\"x\":3,\"y\":4}"))
                            .map(String::new)
                            .orThrow())
                    .isEqualTo("{\"x\":4,\"y\":3}");
        }

        @Test
        void readsGenericTypesAndPassesBytesAsTheyAre() throws Exception {
            runtime.deploy(FunctionDefinition.builder(
                            "sum", new TypeRef<List<Integer>>() {}, (numbers, context) -> numbers.stream()
                                    .mapToInt(n -> n)
                                    .sum())
                    .build());
            runtime.deploy(FunctionDefinition.raw("echo", (event, context) -> event.body())
                    .build());
            assertThat(runtime.invoke("sum", List.of(1, 2, 3), Integer.class).orThrow())
                    .isEqualTo(6);
            byte[] bytes = {0, -1, 10};
            assertThat(runtime.invoke("echo", Event.of(bytes, "image/png")).orThrow())
                    .isEqualTo(bytes);
        }

        @Test
        void tellsTheHandlerWhoItIs() throws Exception {
            AtomicReference<Object> seen = new AtomicReference<>();
            runtime.deploy(FunctionDefinition.builder("who", String.class, (input, context) -> {
                        seen.set(List.of(
                                context.function(),
                                context.version(),
                                context.attempt(),
                                context.remaining(),
                                context.variables(),
                                context.traceParent().orElse("")));
                        return context.invocationId();
                    })
                    .variable("COLOUR", "red")
                    .limits(Limits.builder().timeout(Duration.ofSeconds(7)).build())
                    .build());
            Outcome<byte[]> outcome =
                    runtime.invoke("who", Event.json("\"\"").withAttribute(Event.TRACE_PARENT, "00-ab"));
            assertThat(seen.get())
                    .isEqualTo(List.of("who", "1", 1, Duration.ofSeconds(7), Map.of("COLOUR", "red"), "00-ab"));
            assertThat(new String(outcome.orThrow()))
                    .isEqualTo("\"" + outcome.usage().invocationId() + "\"");
        }

        @Test
        void reusesAWarmWorkerAndSaysSo() throws Exception {
            runtime.deploy(FunctionDefinition.of(
                    "thread", String.class, (s, c) -> Thread.currentThread().getName()));
            Outcome<String> cold = runtime.invoke("thread", "", String.class);
            Outcome<String> warm = runtime.invoke("thread", "", String.class);
            assertThat(cold.usage().coldStart()).isTrue();
            assertThat(warm.usage().coldStart()).isFalse();
            assertThat(warm.orThrow()).isEqualTo(cold.orThrow()).startsWith("pilotlight-fn:thread#");
        }
    }

    @Nested
    class GoingWrong {
        @Test
        void rejectsAnUnknownFunction() throws Exception {
            Outcome<String> outcome = runtime.invoke("nope", 1, String.class);
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
                assertThat(rejected.reason()).isEqualTo(Rejection.UNKNOWN_FUNCTION);
                assertThat(rejected.message()).contains("'nope'");
            });
            assertThatThrownBy(outcome::orThrow).isInstanceOf(InvocationException.class);
        }

        @Test
        void reportsWhatAHandlerThrowsAndGoesOn() throws Exception {
            runtime.deploy(FunctionDefinition.of("fussy", Integer.class, (n, context) -> {
                if (n == 0) {
                    throw new IllegalStateException("zero");
                }
                if (n == 1) {
                    throw new StackOverflowError("one");
                }
                return n;
            }));
            assertFailure(runtime.invoke("fussy", 0, Integer.class), Failure.Kind.HANDLER, "IllegalStateException");
            assertFailure(runtime.invoke("fussy", 1, Integer.class), Failure.Kind.HANDLER, "StackOverflowError");
            assertThat(runtime.invoke("fussy", 2, Integer.class).orThrow()).isEqualTo(2);
        }

        @Test
        void reportsInputAndResultThatDoNotFit() throws Exception {
            runtime.deploy(FunctionDefinition.of("nan", Integer.class, (n, context) -> Double.NaN));
            assertFailure(runtime.invoke("nan", Event.json("{")), Failure.Kind.INPUT, "JsonException");
            assertFailure(runtime.invoke("nan", "text", Integer.class), Failure.Kind.INPUT, "JsonException");
            assertFailure(runtime.invoke("nan", Event.json("null")), Failure.Kind.INPUT, "");
            assertFailure(runtime.invoke("nan", 1, Integer.class), Failure.Kind.RESULT, "JsonException");
            runtime.deploy(FunctionDefinition.of("text", Integer.class, (n, context) -> "text"));
            assertFailure(runtime.invoke("text", 1, Integer.class), Failure.Kind.RESULT, "JsonException");
        }

        @Test
        void refusesPayloadsThatAreTooLarge() throws Exception {
            runtime.deploy(FunctionDefinition.builder("grow", String.class, (s, context) -> s + s)
                    .limits(Limits.builder().payloadBytes(10).build())
                    .build());
            assertRejected(runtime.invoke("grow", "123456789", String.class), Rejection.PAYLOAD_TOO_LARGE);
            assertFailure(runtime.invoke("grow", "12345", String.class), Failure.Kind.RESULT, "PayloadTooLarge");
        }

        @Test
        void refusesToDeployWhatCannotRun(@org.junit.jupiter.api.io.TempDir Path folder) {
            Environment java = new SystemEnvironment(Language.JAVA, Path.of("java"));
            assertThatThrownBy(() -> runtime.deploy(FunctionDefinition.of("f", java, folder, "app.handle")))
                    .isInstanceOf(FunctionException.class)
                    .hasMessageContaining("Java");
            assertThatThrownBy(() ->
                            runtime.deploy(FunctionDefinition.of("f", java, folder.resolve("gone"), "app.handle")))
                    .isInstanceOf(FunctionException.class)
                    .hasMessageContaining("gone");
            assertThat(runtime.functions()).isEmpty();
        }
    }

    @Nested
    class Limiting {
        private final CountDownLatch release = new CountDownLatch(1);
        private final CountDownLatch started = new CountDownLatch(1);

        private void deployBlocking(Limits.Builder limits) {
            runtime.deploy(FunctionDefinition.builder("block", Integer.class, (n, context) -> {
                        started.countDown();
                        release.await();
                        return n;
                    })
                    .limits(limits.maximumConcurrency(1).build())
                    .build());
        }

        @Test
        void queuesWhatCannotRunYetAndRefusesWhenTheQueueIsFull() throws Exception {
            deployBlocking(Limits.builder().queueCapacity(1));
            CompletableFuture<Outcome<Integer>> first = runtime.invokeAsync("block", 1, Integer.class);
            CompletableFuture<Outcome<Integer>> second = runtime.invokeAsync("block", 2, Integer.class);
            assertRejected(runtime.invoke("block", 3, Integer.class), Rejection.QUEUE_FULL);
            started.await();
            time.advance(Duration.ofSeconds(2));
            release.countDown();
            assertThat(first.get().orThrow()).isEqualTo(1);
            assertThat(second.get().orThrow()).isEqualTo(2);
            assertThat(first.get().usage().queueWait()).isZero();
            assertThat(second.get().usage().queueWait()).isEqualTo(Duration.ofSeconds(2));
            assertThat(second.get().usage().coldStart()).isFalse();
            assertThat(runtime.workers("block")).isEqualTo(1);
        }

        @Test
        void refusesWhatWaitsTooLong() throws Exception {
            deployBlocking(Limits.builder().queueTime(Duration.ofSeconds(5)));
            CompletableFuture<Outcome<Integer>> first = runtime.invokeAsync("block", 1, Integer.class);
            CompletableFuture<Outcome<Integer>> second = runtime.invokeAsync("block", 2, Integer.class);
            time.advance(Duration.ofSeconds(3));
            CompletableFuture<Outcome<Integer>> third = runtime.invokeAsync("block", 3, Integer.class);
            time.advance(Duration.ofSeconds(2));
            assertRejected(second.get(), Rejection.QUEUE_TIME_EXCEEDED);
            assertThat(second.get().usage().queueWait()).isEqualTo(Duration.ofSeconds(5));
            assertThat(third).isNotDone();
            time.advance(Duration.ofSeconds(3));
            assertRejected(third.get(), Rejection.QUEUE_TIME_EXCEEDED);
            release.countDown();
            assertThat(first.get().succeeded()).isTrue();
        }

        @Test
        void cancellingTheFutureCancelsTheInvocation() throws Exception {
            deployBlocking(Limits.builder());
            CompletableFuture<Outcome<Integer>> running = runtime.invokeAsync("block", 1, Integer.class);
            CompletableFuture<Outcome<Integer>> waiting = runtime.invokeAsync("block", 2, Integer.class);
            started.await();
            waiting.cancel(true);
            assertRejected(ended.get(0), Rejection.CANCELLED);
            running.cancel(true);
            assertFailure(ended.get(1), Failure.Kind.CANCELLED, "Cancelled");
            release.countDown();
            assertThat(runtime.invoke("block", 3, Integer.class).orThrow()).isEqualTo(3);
        }
    }

    @Nested
    class TimingOut {
        private final Limits second = Limits.builder()
                .maximumConcurrency(1)
                .queueCapacity(0)
                .timeout(Duration.ofSeconds(1))
                .build();

        @Test
        void endsTheInvocationAndInterruptsTheHandler() throws Exception {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            runtime.deploy(FunctionDefinition.builder("wait", Integer.class, (n, context) -> {
                        started.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                            throw e;
                        }
                        return n;
                    })
                    .limits(second)
                    .build());
            CompletableFuture<Outcome<Integer>> outcome = runtime.invokeAsync("wait", 1, Integer.class);
            started.await();
            time.advance(Duration.ofMillis(999));
            assertThat(outcome).isNotDone();
            time.advance(Duration.ofMillis(1));
            assertThat(outcome.get()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(outcome.get().usage().run()).isEqualTo(Duration.ofSeconds(1));
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(runtime.runaways()).isEmpty();
        }

        @Test
        void replacesAHandlerThatIgnoresTheInterruptAndReportsItUntilItEnds() throws Exception {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger calls = new AtomicInteger();
            CountDownLatch spinning = new CountDownLatch(1);
            AtomicReference<Thread> runaway = new AtomicReference<>();
            runtime.deploy(FunctionDefinition.builder("spin", Integer.class, (n, context) -> {
                        if (calls.incrementAndGet() == 1) {
                            runaway.set(Thread.currentThread());
                            spinning.countDown();
                            while (!stop.get()) {
                                Thread.onSpinWait();
                            }
                        }
                        return n;
                    })
                    .limits(second)
                    .build());
            CompletableFuture<Outcome<Integer>> late = runtime.invokeAsync("spin", 1, Integer.class);
            spinning.await();
            time.advance(Duration.ofSeconds(1));
            assertThat(late.get()).isInstanceOf(Outcome.TimedOut.class);
            assertRejected(runtime.invoke("spin", 2, Integer.class), Rejection.QUEUE_FULL);
            time.advance(Duration.ofSeconds(1));
            assertThat(runtime.runaways()).singleElement().asString().startsWith("pilotlight-runaway:");
            assertThat(runtime.invoke("spin", 3, Integer.class).orThrow()).isEqualTo(3);
            stop.set(true);
            runaway.get().join(10_000);
            assertThat(runtime.runaways()).isEmpty();
            assertThat(late.get()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(runtime.usage("spin").orElseThrow().timedOut()).isEqualTo(1);
        }

        @Test
        void refusesAFunctionWithTooManyRunawaysUntilOneEnds() throws Exception {
            AtomicBoolean stop = new AtomicBoolean();
            CountDownLatch spinning = new CountDownLatch(1);
            AtomicReference<Thread> runaway = new AtomicReference<>();
            runtime.deploy(FunctionDefinition.builder("spin", Boolean.class, (spins, context) -> {
                        if (spins) {
                            runaway.set(Thread.currentThread());
                            spinning.countDown();
                            while (!stop.get()) {
                                Thread.onSpinWait();
                            }
                        }
                        return spins;
                    })
                    .limits(second.toBuilder()
                            .queueCapacity(5)
                            .maximumRunaways(1)
                            .build())
                    .build());
            CompletableFuture<Outcome<Boolean>> late = runtime.invokeAsync("spin", true, Boolean.class);
            spinning.await();
            CompletableFuture<Outcome<Boolean>> waiting = runtime.invokeAsync("spin", false, Boolean.class);
            time.advance(Duration.ofSeconds(2));
            assertThat(late.get()).isInstanceOf(Outcome.TimedOut.class);
            assertRejected(waiting.get(), Rejection.TOO_MANY_RUNAWAYS);
            assertRejected(runtime.invoke("spin", false, Boolean.class), Rejection.TOO_MANY_RUNAWAYS);
            stop.set(true);
            runaway.get().join(10_000);
            assertThat(runtime.invoke("spin", false, Boolean.class).orThrow()).isFalse();
        }
    }

    @Nested
    class ScalingToZero {
        @Test
        void endsIdleWorkersAfterTheIdleTimeAndStartsAgain() throws Exception {
            AtomicReference<Thread> worker = new AtomicReference<>();
            runtime.deploy(FunctionDefinition.builder("f", Integer.class, (n, context) -> {
                        worker.set(Thread.currentThread());
                        return n;
                    })
                    .limits(Limits.builder().idleTime(Duration.ofSeconds(30)).build())
                    .build());
            assertThat(runtime.workers("f")).isZero();
            runtime.invoke("f", 1, Integer.class).orThrow();
            time.advance(Duration.ofSeconds(20));
            runtime.invoke("f", 2, Integer.class).orThrow();
            time.advance(Duration.ofSeconds(20));
            assertThat(runtime.workers("f")).isEqualTo(1);
            time.advance(Duration.ofSeconds(10));
            worker.get().join(10_000);
            assertThat(worker.get().isAlive()).isFalse();
            assertThat(runtime.workers("f")).isZero();
            assertThat(time.pending()).isZero();
            assertThat(runtime.invoke("f", 3, Integer.class).usage().coldStart())
                    .isTrue();
        }
    }

    @Nested
    class Changing {
        @Test
        void redeployingReplacesTheFunctionWhileTheOldVersionFinishes() throws Exception {
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch started = new CountDownLatch(1);
            runtime.deploy(FunctionDefinition.of("f", Integer.class, (n, context) -> {
                started.countDown();
                release.await();
                return "old " + context.version();
            }));
            CompletableFuture<Outcome<String>> old = runtime.invokeAsync("f", 1, String.class);
            started.await();
            String version = runtime.deploy(
                    FunctionDefinition.of("f", Integer.class, (n, context) -> "new " + context.version()));
            assertThat(runtime.invoke("f", 1, String.class).orThrow()).isEqualTo("new " + version);
            release.countDown();
            assertThat(old.get().orThrow()).isEqualTo("old 1");
        }

        @Test
        void undeployingRejectsWhatWaitsAndForgetsTheName() throws Exception {
            CountDownLatch release = new CountDownLatch(1);
            runtime.deploy(FunctionDefinition.builder("f", Integer.class, (n, context) -> {
                        release.await();
                        return n;
                    })
                    .limits(Limits.builder().maximumConcurrency(1).build())
                    .build());
            CompletableFuture<Outcome<Integer>> running = runtime.invokeAsync("f", 1, Integer.class);
            CompletableFuture<Outcome<Integer>> waiting = runtime.invokeAsync("f", 2, Integer.class);
            assertThat(runtime.undeploy("f")).isTrue();
            assertThat(runtime.undeploy("f")).isFalse();
            assertRejected(waiting.get(), Rejection.CLOSED);
            release.countDown();
            assertThat(running.get().orThrow()).isEqualTo(1);
            assertRejected(runtime.invoke("f", 3, Integer.class), Rejection.UNKNOWN_FUNCTION);
        }
    }

    @Nested
    class Closing {
        @Test
        void settlesWhatDoesNotEndAndRefusesWhatComesLater() throws Exception {
            CountDownLatch started = new CountDownLatch(1);
            runtime.deploy(FunctionDefinition.of("f", Integer.class, (n, context) -> {
                started.countDown();
                new CountDownLatch(1).await();
                return n;
            }));
            CompletableFuture<Outcome<Integer>> running = runtime.invokeAsync("f", 1, Integer.class);
            started.await();
            runtime.close();
            assertFailure(running.get(), Failure.Kind.CANCELLED, "Cancelled");
            assertRejected(runtime.invoke("f", 1, Integer.class), Rejection.CLOSED);
            assertThatThrownBy(() -> runtime.deploy(FunctionDefinition.of("g", Integer.class, (n, c) -> n)))
                    .isInstanceOf(FunctionException.class);
            runtime.close();
        }

        @Test
        void mayBeCalledFromAHandler() throws Exception {
            runtime.deploy(FunctionDefinition.of("end", Integer.class, (n, context) -> {
                runtime.close();
                return n;
            }));
            assertThat(runtime.invoke("end", 1, Integer.class).orThrow()).isEqualTo(1);
        }
    }

    @Test
    void countsEveryInvocationOnceWhateverBecameOfIt() throws Exception {
        runtime.deploy(FunctionDefinition.of("f", Integer.class, (n, context) -> {
            if (n % 3 == 0) {
                throw new IllegalArgumentException("three");
            }
            return n;
        }));
        List<CompletableFuture<Outcome<Integer>>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(runtime.invokeAsync("f", i, Integer.class));
        }
        for (CompletableFuture<Outcome<Integer>> one : all) {
            one.get();
        }
        FunctionUsage usage = runtime.usage("f").orElseThrow();
        assertThat(usage.invocations()).isEqualTo(300);
        assertThat(usage.failed()).isEqualTo(100);
        assertThat(usage.succeeded()).isEqualTo(200);
        assertThat(usage.coldStarts()).isBetween(1L, 10L);
        assertThat(usage.allocatedBytes()).isPresent();
        assertThat(ended).hasSize(300);
    }

    private static void assertFailure(Outcome<?> outcome, Failure.Kind kind, String type) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(kind);
            assertThat(failed.failure().type()).contains(type);
        });
    }

    private static void assertRejected(Outcome<?> outcome, Rejection reason) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(rejected.reason())
                .isEqualTo(reason));
    }
}
