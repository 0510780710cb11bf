package io.pilotlight.examples.parity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of one case.
 *
 * @param id the case
 * @param rules the names of the rules that explain what differs
 * @param open what no rule explains
 * @param otherOrder whether header fields came in another order
 */
record Verdict(String id, Set<String> rules, List<Difference> open, boolean otherOrder) {

    static Verdict of(Circumstances about) {
        Set<String> rules = new LinkedHashSet<>();
        List<Difference> open = new ArrayList<>();
        for (Difference difference : Comparison.of(about.expected(), about.got())) {
            Rules.explaining(difference, about)
                    .ifPresentOrElse(rule -> rules.add(rule.name()), () -> open.add(difference));
        }
        return new Verdict(
                about.definition().text("id"), rules, open, Comparison.otherOrder(about.expected(), about.got()));
    }

    boolean same() {
        return rules.isEmpty() && open.isEmpty();
    }

    boolean declared() {
        return !rules.isEmpty() && open.isEmpty();
    }

    /** Writes each difference that no rule explains in lines of its own. */
    String text() {
        StringBuilder text = new StringBuilder(id).append('\n');
        for (Difference difference : open) {
            text.append("    ").append(difference.path()).append('\n');
            text.append("        requests  ")
                    .append(clipped(difference.expected()))
                    .append('\n');
            text.append("        here      ").append(clipped(difference.got())).append('\n');
        }
        return text.toString();
    }

    private static String clipped(@Nullable Object value) {
        String text = String.valueOf(value).replace("\r", "\\r").replace("\n", "\\n");
        return text.length() <= 160 ? text : text.substring(0, 157) + "...";
    }
}
