package io.pilotlight.core.function;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many invocations, a few at a time: as many lanes, each of which begins its next invocation when its last one is over, on
 * the thread that ended it.
 */
final class Mapping<O> {
    private final int count;
    private final IntFunction<CompletableFuture<Outcome<O>>> invoke;

    private final CompletableFuture<List<Outcome<O>>> result = new CompletableFuture<>();
    private final AtomicReferenceArray<@Nullable CompletableFuture<Outcome<O>>> running;
    private final AtomicReferenceArray<@Nullable Outcome<O>> outcomes;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger left;

    private Mapping(int count, IntFunction<CompletableFuture<Outcome<O>>> invoke) {
        this.count = count;
        this.invoke = invoke;
        this.running = new AtomicReferenceArray<>(count);
        this.outcomes = new AtomicReferenceArray<>(count);
        this.left = new AtomicInteger(count);
    }

    /** Begins; {@code invoke} is given the place of an input, and is called once for each. */
    static <O> CompletableFuture<List<Outcome<O>>> start(
            int count, int parallelism, IntFunction<CompletableFuture<Outcome<O>>> invoke) {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism is " + parallelism + "; it must be 1 or more");
        }
        Mapping<O> mapping = new Mapping<>(count, invoke);
        mapping.run(Math.min(parallelism, count));
        return mapping.result;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the second future is of no interest to anybody
    private void run(int lanes) {
        if (count == 0) {
            result.complete(List.of());
        }
        result.whenComplete((done, problem) -> {
            if (problem != null) {
                cancelAll();
            }
        });
        for (int lane = 0; lane < lanes; lane++) {
            goOn();
        }
    }

    /** Goes on with a lane until something has to be waited for. It loops and does not nest, however much is over at once. */
    private void goOn() {
        boolean over = true;
        while (over && !result.isDone()) {
            int place = next.getAndIncrement();
            over = place < count && begin(place);
        }
    }

    /** Begins one invocation; true if it is over by now. If it is not, the lane goes on when it is. */
    @SuppressWarnings("FutureReturnValueIgnored") // the second future is of no interest to anybody
    private boolean begin(int place) {
        try {
            CompletableFuture<Outcome<O>> one = invoke.apply(place);
            running.set(place, one);
            if (result.isDone()) { // meanwhile
                one.cancel(true);
            }
            AtomicBoolean second = new AtomicBoolean();
            one.whenComplete((outcome, problem) -> {
                keep(place, outcome, problem);
                if (second.getAndSet(true)) {
                    goOn();
                }
            });
            return second.getAndSet(true);
        } catch (RuntimeException | Error e) { // such as an input that JSON cannot carry
            result.completeExceptionally(e);
            return true;
        }
    }

    private void keep(int place, @Nullable Outcome<O> outcome, @Nullable Throwable problem) {
        running.set(place, null);
        if (outcome == null) {
            result.completeExceptionally(
                    problem == null ? new IllegalStateException("An invocation without an outcome") : problem);
            return;
        }
        outcomes.set(place, outcome);
        if (left.decrementAndGet() == 0) {
            result.complete(IntStream.range(0, count).mapToObj(this::outcome).toList());
        }
    }

    private Outcome<O> outcome(int place) {
        Outcome<O> kept = outcomes.get(place);
        if (kept == null) {
            throw new IllegalStateException("No outcome at " + place);
        }
        return kept;
    }

    private void cancelAll() {
        for (int place = 0; place < count; place++) {
            CompletableFuture<Outcome<O>> one = running.get(place);
            if (one != null) {
                one.cancel(true);
            }
        }
    }
}
