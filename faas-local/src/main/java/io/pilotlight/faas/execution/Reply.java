package io.pilotlight.faas.execution;

import io.pilotlight.core.function.Failure;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import io.pilotlight.faas.flow.Cost;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The head of a worker's answer: what the run cost and, if it went wrong, how. */
record Reply(Map<?, ?> fields) {

    /** Reads a head. */
    static Reply of(byte[] head, Json json) {
        return new Reply(json.read(head, Map.class));
    }

    /** Says whether this is the answer to an invocation. */
    boolean answers(String invocationId) {
        return invocationId.equals(fields.get("id"));
    }

    Cost cost(long runNanos) {
        long user = number("user");
        long system = number("system");
        if (user == Cost.UNKNOWN || system == Cost.UNKNOWN) {
            return Cost.ofTime(runNanos);
        }
        return new Cost(runNanos, user + system, user, Cost.UNKNOWN, number("peak"));
    }

    Failure failure() {
        return new Failure(kind(), text("type", "Error"), text("message", ""), stack(), null);
    }

    private Failure.Kind kind() {
        String kind = text("kind", "");
        for (Failure.Kind known : Failure.Kind.values()) {
            if (known.name().equals(kind)) {
                return known;
            }
        }
        throw new JsonException("the worker speaks of a failure of kind '" + kind + "'", null);
    }

    private List<String> stack() {
        return fields.get("stack") instanceof List<?> lines
                ? lines.stream().map(String::valueOf).toList()
                : List.of();
    }

    private long number(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : Cost.UNKNOWN;
    }

    private String text(String name, String otherwise) {
        @Nullable Object value = fields.get(name);
        return Objects.toString(value, otherwise);
    }
}
