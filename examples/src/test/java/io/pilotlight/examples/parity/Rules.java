package io.pilotlight.examples.parity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All deviations that are meant. */
final class Rules {
    private static final List<Rule> ALL = Stream.of(
                    UrlRules.all(),
                    RedirectRules.all(),
                    HeaderRules.all(),
                    BodyRules.all(),
                    CookieRules.all(),
                    AnswerRules.all(),
                    FramingRules.all(),
                    StreamRules.all(),
                    SessionRules.all())
            .flatMap(List::stream)
            .toList();

    private Rules() {}

    static List<Rule> all() {
        return ALL;
    }

    /** Finds the rule that explains a difference. */
    static Optional<Rule> explaining(Difference difference, Circumstances about) {
        return ALL.stream()
                .filter(rule -> rule.explains().test(difference, about))
                .findFirst();
    }
}
