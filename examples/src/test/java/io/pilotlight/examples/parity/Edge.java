package io.pilotlight.examples.parity;

import io.pilotlight.core.json.Json;
import java.util.Map;

/**
 * One rule at its edge.
 *
 * @param rule its name
 * @param about the case; JSON with single quotes, as all that follows
 * @param canned what the recording server answers to {@code /_canned/x}
 * @param requests the line of requests
 * @param accepted a line of ours that the rule explains
 * @param refused one that nothing explains
 */
record Edge(String rule, String about, String canned, String requests, String accepted, String refused) {
    Verdict of(String ours) {
        return Verdict.of(new Circumstances(
                json(about), json(requests), json(ours), Fields.of(Map.of("x", Map.of("raw", canned)))));
    }

    @Override
    public String toString() {
        return rule + ": " + accepted;
    }

    private static Fields json(String text) {
        return Fields.of(Json.standard().read(text.replace('\'', '"'), Object.class));
    }
}
