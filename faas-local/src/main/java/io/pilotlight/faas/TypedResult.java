package io.pilotlight.faas;

import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.json.Json;
import java.util.concurrent.CompletableFuture;

/** Reads results from JSON. */
final class TypedResult {
    private TypedResult() {}

    /** Returns a future that completes, and is cancelled, with the one it is made from. */
    @SuppressWarnings("FutureReturnValueIgnored") // the third future is of no interest to anybody
    static <O> CompletableFuture<Outcome<O>> of(CompletableFuture<Outcome<byte[]>> raw, Class<O> type, Json json) {
        CompletableFuture<Outcome<O>> typed = raw.thenApply(outcome -> read(outcome, type, json));
        typed.whenComplete((done, problem) -> {
            if (typed.isCancelled()) {
                raw.cancel(true);
            }
        });
        return typed;
    }

    private static <O> Outcome<O> read(Outcome<byte[]> outcome, Class<O> type, Json json) {
        try {
            return outcome.map(result -> json.read(result, type));
        } catch (RuntimeException e) {
            return new Outcome.Failed<>(Failure.of(Failure.Kind.RESULT, e), outcome.usage());
        }
    }
}
