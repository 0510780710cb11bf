package io.pilotlight.examples.parity;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where a step sends JSON under a type that does not say so, ours must be the same JSON, and its length that of our text. */
final class JsonText {
    private JsonText() {}

    static boolean explains(Difference difference, Circumstances about) {
        boolean sends = about.steps().stream().anyMatch(step -> step.value("json") != null);
        if (!sends) {
            return false;
        }
        if (Explaining.isAboutHeader(difference, "content-length")) {
            String ours = body(difference, about, true);
            return isSame(body(difference, about, false), ours)
                    && difference
                            .gotText()
                            .replaceAll("\\D", "")
                            .equals(String.valueOf(ours.getBytes(StandardCharsets.UTF_8).length));
        }
        return difference.atAny("steps[#].json.data", "steps[#].request.body", "steps[#].prepared.body", "wire[#].body")
                && isSame(difference.expectedText(), difference.gotText());
    }

    private static boolean isSame(String theirs, String ours) {
        Optional<Object> read = read(theirs);
        return read.isPresent() && read.equals(read(ours));
    }

    private static Optional<Object> read(String json) {
        try {
            return Optional.ofNullable(Json.standard().read(json, Object.class));
        } catch (JsonException none) {
            return Optional.empty();
        }
    }

    private static String body(Difference difference, Circumstances about, boolean ours) {
        int index = difference.index();
        if (difference.path().startsWith("wire[")) {
            return (ours ? about.gotWire(index) : about.expectedWire(index)).text("body");
        }
        Fields step = ours ? about.gotStep(index) : about.expectedStep(index);
        return (step.has("prepared") ? step.fields("prepared") : step.fields("request")).text("body");
    }
}
