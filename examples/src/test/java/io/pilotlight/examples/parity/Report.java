package io.pilotlight.examples.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is to be said of a run.
 *
 * @param verdicts one for each case
 */
record Report(List<Verdict> verdicts) {

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
        String declared = uses.entrySet().stream()
                .map(it -> String.format("%-28s %s%n", it.getKey(), String.join(" ", it.getValue())))
                .collect(Collectors.joining());
        String open = undeclared().stream().map(Verdict::text).collect(Collectors.joining());
        long otherOrder = count(Verdict::otherOrder);
        return open + declared + (otherOrder == 0 ? "" : "header fields in another order in " + otherOrder + " cases\n")
                + summary();
    }

    private long count(Predicate<Verdict> which) {
        return verdicts.stream().filter(which).count();
    }
}
