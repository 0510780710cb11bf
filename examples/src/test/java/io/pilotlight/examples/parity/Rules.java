package io.pilotlight.examples.parity;

import java.util.List;
import java.util.Optional;

/** All deviations that are meant. */
final class Rules {
    private Rules() {}

    static List<Rule> all() {
        return List.of();
    }

    /** Finds the rule that explains a difference. */
    static Optional<Rule> explaining(Difference difference, Circumstances about) {
        return all().stream()
                .filter(rule -> rule.explains().test(difference, about))
                .findFirst();
    }
}
