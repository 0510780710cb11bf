package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.json.JsonException;
import io.pilotlight.core.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many events for one function. */
@Timeout(20)
class MapTest {
    private final VirtualTime time = VirtualTime.create();
    private final LocalRuntime runtime =
            LocalRuntime.builder().time(time).drainTime(Duration.ofMillis(100)).build();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void runsNoMoreAtATimeThanItMay() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Semaphore entered = new Semaphore(0);
        CountDownLatch release = new CountDownLatch(1);
        runtime.deploy(FunctionDefinition.of("f", Integer.class, (n, context) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            entered.release();
            release.await();
            running.decrementAndGet();
            return n * n;
        }));
        List<Integer> inputs = IntStream.range(0, 200).boxed().toList();
        CompletableFuture<List<Outcome<Integer>>> squares = runtime.map("f", inputs, Integer.class, 3);
        entered.acquire(3);
        assertThat(runtime.workers("f")).isEqualTo(3);
        release.countDown();
        assertThat(squares.get().stream().map(Outcome::orThrow))
                .containsExactlyElementsOf(inputs.stream().map(n -> n * n).toList());
        assertThat(most).hasValue(3);
        assertThat(runtime.usage("f").orElseThrow().succeeded()).isEqualTo(200);
    }

    @Test
    void aFailureATimeoutAndARefusalStandInTheirPlaces() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        runtime.deploy(FunctionDefinition.builder("f", String.class, (s, context) -> {
                    if (s.equals("fail")) {
                        throw new IllegalStateException("on purpose");
                    }
                    if (s.equals("late")) {
                        stuck.countDown();
                        new CountDownLatch(1).await();
                    }
                    return s;
                })
                .limits(Limits.builder()
                        .payloadBytes(10)
                        .timeout(Duration.ofSeconds(2))
                        .build())
                .build());
        CompletableFuture<List<Outcome<String>>> all =
                runtime.map("f", List.of("a", "fail", "far too long", "late", "b"), String.class, 1);
        stuck.await();
        time.advance(Duration.ofSeconds(2));
        List<Outcome<String>> outcomes = all.get();
        assertThat(outcomes).hasSize(5);
        assertThat(outcomes.get(0).orThrow()).isEqualTo("a");
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(
                        failed.failure().kind())
                .isEqualTo(Failure.Kind.HANDLER));
        assertThat(outcomes.get(2))
                .isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(Rejection.PAYLOAD_TOO_LARGE));
        assertThat(outcomes.get(3)).isInstanceOf(Outcome.TimedOut.class);
        assertThat(outcomes.get(4).orThrow()).isEqualTo("b");
    }

    @Test
    void anUnknownFunctionRejectsEveryEvent() throws Exception {
        List<Outcome<byte[]>> outcomes = runtime.map(
                        "nope",
                        IntStream.range(0, 50_000)
                                .mapToObj(n -> Event.json("1"))
                                .toList(),
                        4)
                .get();
        assertThat(outcomes).hasSize(50_000).allMatch(outcome -> outcome instanceof Outcome.Rejected);
    }

    @Test
    void cancellingCancelsWhatHasNotEnded() throws Exception {
        Semaphore entered = new Semaphore(0);
        Semaphore interrupted = new Semaphore(0);
        AtomicInteger calls = new AtomicInteger();
        runtime.deploy(FunctionDefinition.of("f", Integer.class, (n, context) -> {
            calls.incrementAndGet();
            entered.release();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.release();
                throw e;
            }
            return n;
        }));
        CompletableFuture<List<Outcome<Integer>>> all = runtime.map("f", List.of(1, 2, 3, 4, 5), Integer.class, 2);
        entered.acquire(2);
        all.cancel(true);
        interrupted.acquire(2);
        assertThat(calls).hasValue(2);
        assertThat(runtime.usage("f").orElseThrow().invocations()).isEqualTo(2);
    }

    @Test
    void anInlineFunctionIsMappedOnTheCallersThread() throws Exception {
        runtime.deploy(FunctionDefinition.builder("f", Integer.class, (n, context) -> Thread.currentThread()
                        .getName())
                .inline()
                .build());
        List<Integer> inputs = IntStream.range(0, 10_000).boxed().toList();
        CompletableFuture<List<Outcome<String>>> names = runtime.map("f", inputs, String.class, 4);
        assertThat(names).isDone();
        String own = Thread.currentThread().getName();
        assertThat(names.get()).hasSize(10_000).allMatch(outcome -> outcome.orThrow()
                .equals(own));
    }

    @Test
    void anInputThatIsNoJsonEndsItExceptionally() {
        runtime.deploy(FunctionDefinition.of("f", Double.class, (n, context) -> n));
        CompletableFuture<List<Outcome<Double>>> all = runtime.map("f", List.of(1.0, Double.NaN), Double.class, 1);
        assertThatThrownBy(all::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(JsonException.class);
    }
}
