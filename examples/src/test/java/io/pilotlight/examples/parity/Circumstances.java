package io.pilotlight.examples.parity;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a rule may look at beside the difference itself.
 *
 * @param definition the case as it is written
 * @param expected the line that requests made of it
 * @param got the line that this client made of it
 * @param canned the raw answers that a case can ask for, by name
 */
record Circumstances(Fields definition, Fields expected, Fields got, Fields canned) {
    private static final Pattern CANNED = Pattern.compile("/_canned/([^?#]+)");

    /** Returns the step that a difference is about: the case itself if it has one only. */
    Fields step(int index) {
        List<Fields> steps = steps();
        return index < steps.size() ? steps.get(index) : definition;
    }

    List<Fields> steps() {
        List<Fields> steps = Fields.objects(definition.value("steps"));
        return steps.isEmpty() ? List.of(definition) : steps;
    }

    /** Returns the raw answers that the case asks for, one letter a byte. */
    String raw() {
        StringBuilder raw = new StringBuilder();
        for (Fields step : steps()) {
            String asked = step.text("path") + " " + step.text("url");
            canned.map().forEach((name, answer) -> {
                if ((asked + " ").matches("(?s).*/_canned/" + Pattern.quote(name) + "[?# ].*")) {
                    Fields of = Fields.of(answer);
                    raw.append(of.has("raw") ? of.text("raw") : of.text("sequence"));
                }
            });
        }
        return raw.toString();
    }

    /** Returns the raw answer that the recording server gives to the so-manieth request for a name; empty if it has none. */
    String canned(String name, int turn) {
        Fields answer = canned.fields(name);
        List<Object> sequence = answer.list("sequence");
        return sequence.isEmpty()
                ? answer.find("raw").map(String::valueOf).orElse("")
                : String.valueOf(sequence.get(Math.min(turn, sequence.size() - 1)));
    }

    /** Returns the raw answer to what this step asks for first; empty if it is not canned. */
    String cannedOf(int step) {
        String asked = step(step).text(step(step).has("url") ? "url" : "path");
        Matcher name = CANNED.matcher(asked);
        return name.find() ? canned(name.group(1), 0) : "";
    }

    Fields session() {
        return definition.fields("session");
    }

    /** Returns how a step ended in requests. */
    Fields expectedStep(int index) {
        return entry(expected, "steps", index);
    }

    /** Returns how a step ended here. */
    Fields gotStep(int index) {
        return entry(got, "steps", index);
    }

    Fields expectedWire(int index) {
        return entry(expected, "wire", index);
    }

    Fields gotWire(int index) {
        return entry(got, "wire", index);
    }

    Stream<Fields> expectedSteps() {
        return Fields.objects(expected.value("steps")).stream();
    }

    Stream<Fields> gotSteps() {
        return Fields.objects(got.value("steps")).stream();
    }

    /** Says whether a step ended here with this exception. */
    boolean endedWith(String exception) {
        return gotSteps().anyMatch(step -> step.text("exception").equals(exception));
    }

    private static Fields entry(Fields line, String list, int index) {
        List<Fields> entries = Fields.objects(line.value(list));
        return index < entries.size() ? entries.get(index) : Fields.of(null);
    }
}
