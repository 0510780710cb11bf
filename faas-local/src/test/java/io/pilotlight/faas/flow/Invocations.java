package io.pilotlight.faas.flow;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.time.Time;
import java.util.concurrent.CompletableFuture;

/** Invocations that have just arrived, for the tests of one room. */
public final class Invocations {
    private Invocations() {}

    /** Makes one that takes JSON, and nobody waits for it. */
    public static Invocation arrived(String id, String json, Time time) {
        return arrived(id, json, time, outcome -> {});
    }

    /** Makes one that takes JSON. */
    public static Invocation arrived(String id, String json, Time time, Reply reply) {
        return new Invocation(
                new Attempt(id, 1), "f", new Input.Bytes(Event.json(json)), reply, time.now(), time.nanos());
    }

    /** Makes one that takes JSON, with a future for its outcome. */
    public static Invocation arrived(String id, String json, Time time, CompletableFuture<Outcome<Result>> outcome) {
        return arrived(id, json, time, (Reply) outcome::complete);
    }
}
