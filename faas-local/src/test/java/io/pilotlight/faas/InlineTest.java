package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Handler;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.usage.InvocationListener;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** Functions that run on their caller's thread. */
@Timeout(20)
class InlineTest {
    private static final Limits ONE = Limits.builder()
            .maximumConcurrency(1)
            .timeout(Duration.ofSeconds(5))
            .build();

    private final VirtualTime time = VirtualTime.create();
    private final List<Outcome<?>> ended = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final LocalRuntime runtime = LocalRuntime.builder()
            .time(time)
            .graceTime(Duration.ofSeconds(1))
            .drainTime(Duration.ofMillis(100))
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
        Thread.interrupted();
        MDC.clear();
    }

    private void deploy(Handler<Integer, ?> handler) {
        deploy(ONE, handler);
    }

    private void deploy(Limits limits, Handler<Integer, ?> handler) {
        runtime.deploy(FunctionDefinition.builder("f", Integer.class, handler)
                .limits(limits)
                .inline()
                .build());
    }

    private void deployBlocking(Limits limits) {
        deploy(limits, (n, context) -> {
            if (n == 1) {
                started.countDown();
                release.await();
            }
            return n;
        });
    }

    /** An invocation on a thread of its own. */
    private CompletableFuture<Outcome<Integer>> elsewhere(int input, AtomicReference<Thread> thread) {
        CompletableFuture<Outcome<Integer>> outcome = new CompletableFuture<>();
        Thread caller = new Thread(
                () -> {
                    try {
                        outcome.complete(runtime.invoke("f", input, Integer.class));
                    } catch (InterruptedException | RuntimeException e) {
                        outcome.completeExceptionally(e);
                    }
                },
                "caller-" + input);
        thread.set(caller);
        caller.start();
        return outcome;
    }

    @Test
    void runsOnTheCallersThreadAndIsMeteredLikeAnyOther() throws Exception {
        AtomicReference<Thread> ran = new AtomicReference<>();
        deploy((n, context) -> {
            ran.set(Thread.currentThread());
            time.advance(Duration.ofSeconds(2));
            return context.remaining().toSeconds();
        });
        Outcome<Integer> outcome = runtime.invoke("f", 1, Integer.class);
        assertThat(outcome.orThrow()).isEqualTo(3);
        assertThat(ran.get()).isSameAs(Thread.currentThread());
        assertThat(outcome.usage().run()).isEqualTo(Duration.ofSeconds(2));
        assertThat(outcome.usage().coldStart()).isFalse();
        assertThat(outcome.usage().cpu()).isPresent();
        assertThat(runtime.workers("f")).isZero();
        assertThat(runtime.usage("f").orElseThrow().succeeded()).isEqualTo(1);
        assertThat(ended).singleElement().satisfies(one -> assertThat(one.succeeded())
                .isTrue());
        CompletableFuture<Outcome<Integer>> future = runtime.invokeAsync("f", 1, Integer.class);
        assertThat(future).isDone();
    }

    @Test
    void whatAHandlerThrowsIsAnOutcome() throws Exception {
        deploy((n, context) -> {
            throw new StackOverflowError("on purpose");
        });
        for (int i = 0; i < 3; i++) {
            assertFailure(runtime.invoke("f", i, Integer.class), Failure.Kind.HANDLER);
        }
    }

    @Test
    void leavesTheThreadAsItWas() throws Exception {
        AtomicReference<Map<String, String>> diagnostics = new AtomicReference<>();
        deploy((n, context) -> {
            diagnostics.set(MDC.getCopyOfContextMap());
            MDC.put("mine", "left behind");
            Thread.currentThread().setContextClassLoader(null);
            return Thread.currentThread().isInterrupted() ? 1 : 0;
        });
        MDC.put("request", "r1");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader callers = new URLClassLoader(new URL[0])) {
            Thread.currentThread().setContextClassLoader(callers);
            Thread.currentThread().interrupt();
            Outcome<Integer> outcome = runtime.invoke("f", 0, Integer.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(callers);
            assertThat(outcome.orThrow()).isZero();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertThat(diagnostics.get()).containsEntry("request", "r1").containsEntry("function", "f");
        assertThat(MDC.getCopyOfContextMap()).containsExactly(Map.entry("request", "r1"));
    }

    @Test
    void theDeadlineInterruptsTheHandlerAndTheInterruptEndsWithIt() throws Exception {
        deploy((n, context) -> {
            time.advance(Duration.ofSeconds(5));
            return Thread.currentThread().isInterrupted();
        });
        Outcome<Boolean> late = runtime.invoke("f", 1, Boolean.class);
        assertThat(late).isInstanceOf(Outcome.TimedOut.class);
        assertThat(late.usage().run()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(runtime.runaways()).isEmpty();
    }

    @Test
    void anInterruptFromElsewhereStaysWithTheThread() throws Exception {
        deploy((n, context) -> {
            Thread.currentThread().interrupt();
            return n;
        });
        assertThat(runtime.invoke("f", 1, Integer.class).orThrow()).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aHandlerThatIgnoresItsDeadlineIsNamedAndKeepsItsCapacityUntilItEnds() throws Exception {
        Limits limits = ONE.toBuilder().queueCapacity(0).maximumRunaways(2).build();
        deploy(limits, (n, context) -> {
            started.countDown();
            while (release.getCount() > 0) {
                Thread.onSpinWait();
            }
            return n;
        });
        AtomicReference<Thread> caller = new AtomicReference<>();
        CompletableFuture<Outcome<Integer>> late = elsewhere(1, caller);
        started.await();
        time.advance(Duration.ofSeconds(5));
        assertThat(ended).singleElement().isInstanceOf(Outcome.TimedOut.class);
        assertThat(late).isNotDone();
        time.advance(Duration.ofSeconds(1));
        assertThat(runtime.runaways()).containsExactly("caller-1");
        assertRejected(runtime.invoke("f", 2, Integer.class), Rejection.QUEUE_FULL);
        release.countDown();
        assertThat(late.get()).isInstanceOf(Outcome.TimedOut.class);
        assertThat(runtime.runaways()).isEmpty();
        assertThat(runtime.invoke("f", 3, Integer.class).orThrow()).isEqualTo(3);
    }

    @Test
    void whatHadToWaitRunsInOrderOnTheThreadThatMadeRoom() throws Exception {
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        deploy((n, context) -> {
            if (n == 1) {
                started.countDown();
                release.await();
            }
            threads.add(Thread.currentThread().getName() + ":" + n);
            return n;
        });
        AtomicReference<Thread> caller = new AtomicReference<>();
        CompletableFuture<Outcome<Integer>> first = elsewhere(1, caller);
        started.await();
        List<CompletableFuture<Outcome<Integer>>> waiting = new ArrayList<>();
        for (int i = 2; i <= 900; i++) { // deep enough to show a recursion
            waiting.add(runtime.invokeAsync("f", i, Integer.class));
        }
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        release.countDown();
        assertThat(first.get().orThrow()).isEqualTo(1);
        assertThat(waiting).allMatch(CompletableFuture::isDone);
        assertThat(threads).hasSize(900).startsWith("caller-1:1", "caller-1:2").endsWith("caller-1:900");
    }

    @Test
    void whatDependsOnAnOutcomeMayInvokeTheSameFunctionWhileOthersWait() throws Exception {
        deployBlocking(ONE);
        CompletableFuture<Outcome<byte[]>> chained = new CompletableFuture<>();
        LocalRuntime other = runtime;
        Thread caller = new Thread(() -> other.invokeAsync("f", Event.json("1")));
        caller.start();
        started.await();
        CompletableFuture<Outcome<byte[]>> second = runtime.invokeAsync("f", Event.json("2"));
        CompletableFuture<Void> after = second.thenAccept(outcome -> {
            try {
                chained.complete(runtime.invoke("f", Event.json("4")));
            } catch (InterruptedException e) {
                chained.completeExceptionally(e);
            }
        });
        CompletableFuture<Outcome<Integer>> third = runtime.invokeAsync("f", 3, Integer.class);
        release.countDown();
        assertThat(chained.get().orThrow()).isEqualTo(new byte[] {'4'});
        after.get();
        assertThat(third.get().orThrow()).isEqualTo(3);
    }

    @Test
    void whatWaitsCanBeTakenBackAndClosingInterruptsWhatRuns() throws Exception {
        deployBlocking(ONE);
        AtomicReference<Thread> caller = new AtomicReference<>();
        CompletableFuture<Outcome<Integer>> running = elsewhere(1, caller);
        started.await();
        runtime.invokeAsync("f", Event.json("2")).cancel(true);
        assertRejected(ended.get(0), Rejection.CANCELLED);
        runtime.undeploy("f");
        assertThat(running).isNotDone();
        runtime.close();
        assertFailure(running.get(), Failure.Kind.CANCELLED);
    }

    @Test
    void aClosedRuntimeHasNoTimerLeftAndAHandlerMayCloseIt() throws Exception {
        deploy((n, context) -> {
            runtime.close();
            return n;
        });
        assertThat(runtime.invoke("f", 1, Integer.class).orThrow()).isEqualTo(1);
        assertThat(time.pending()).isZero();
        assertRejected(runtime.invoke("f", 1, Integer.class), Rejection.CLOSED);
    }

    @Test
    void aWorkerlessTimerGoesWhenTheFunctionDoes() throws Exception {
        deploy((n, context) -> n);
        runtime.invoke("f", 1, Integer.class).orThrow();
        runtime.undeploy("f");
        assertThat(time.pending()).isZero();
    }

    @Test
    void whatHasWorkersCannotRunInline() {
        assertThatThrownBy(() -> FunctionDefinition.perWorker("f", Integer.class, () -> (n, context) -> n)
                        .inline()
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'f' cannot run inline");
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
