package io.pilotlight.examples.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What is to be said of a run.
 *
 * @param verdicts one for each case
 * @param otherwiseInReference the cases of which a reference tells another story about requests than this run
 */
record Report(List<Verdict> verdicts, List<String> otherwiseInReference) {

    private static final int NAME_WIDTH = 28;

    String summary() {
        return count(Verdict::same) + " same, " + count(Verdict::declared) + " declared, "
                + undeclared().size() + " undeclared";
    }

    List<Verdict> undeclared() {
        return verdicts.stream().filter(it -> !it.open().isEmpty()).toList();
    }

    /** Writes what no rule explains, what each rule explained, and the summary. */
    String text() {
        Map<String, List<String>> uses = new TreeMap<>();
        for (Verdict verdict : verdicts) {
            verdict.rules().forEach(rule -> uses.computeIfAbsent(rule, it -> new ArrayList<>())
                    .add(verdict.id()));
        }
        StringBuilder text = new StringBuilder();
        undeclared().forEach(verdict -> text.append(verdict.text()));
        uses.forEach(
                (rule, ids) -> text.append(String.format("%-" + NAME_WIDTH + "s %s%n", rule, String.join(" ", ids))));
        note(
                text,
                "order of header fields",
                verdicts.stream().filter(Verdict::otherOrder).map(Verdict::id).toList());
        note(text, "reference differs", otherwiseInReference);
        return text.append(summary()).append('\n').toString();
    }

    private static void note(StringBuilder text, String what, List<String> ids) {
        if (!ids.isEmpty()) {
            text.append(String.format("(%s: %s)%n", what, String.join(" ", ids)));
        }
    }

    private long count(Predicate<Verdict> which) {
        return verdicts.stream().filter(which).count();
    }
}
