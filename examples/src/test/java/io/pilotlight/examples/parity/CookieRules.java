package io.pilotlight.examples.parity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deviations of cookies. */
final class CookieRules {
    private CookieRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        "cookie-without-domain",
                        "sends a cookie that was set by name and value to every host",
                        "binds it to the first host that it is sent to",
                        "a session cookie of one service is a secret before all others",
                        CookieRules::isWithoutDomain),
                new Rule(
                        "cookie-sent-once",
                        "sends a session's cookie and the request's cookie of that name, if the former has a domain",
                        "the request's only",
                        "a request's setting replaces its session's, and of two the server takes either",
                        CookieRules::isSentOnce),
                new Rule(
                        "cookie-domain-local",
                        "writes the domain of a host without dots as `localhost.local`",
                        "`localhost`",
                        "that is its name",
                        (difference, about) -> difference.at("session_cookies[#][2]")
                                && difference.expectedText().equals(difference.gotText() + ".local")),
                new Rule(
                        "cookie-domain-dot",
                        "writes a domain that hosts share with a dot in front",
                        "without it",
                        "RFC 6265, section 5.2.3 drops it; `hostOnly()` tells the two kinds apart",
                        (difference, about) -> difference.at("session_cookies[#][2]")
                                && difference.expectedText().equals("." + difference.gotText())));
    }

    private static boolean isWithoutDomain(Difference difference, Circumstances about) {
        Set<String> names = plain(about);
        if (names.isEmpty()) {
            return false;
        }
        if (difference.at("session_cookies[#][2]")) {
            return difference.expectedText().isEmpty();
        }
        String missing = Explaining.isAboutHeader(difference, "cookie")
                ? difference.expectedText().replaceAll("^(\\[?Cookie: )", "").replaceAll("]$", "")
                : difference.at("steps[#].json.cookies.*")
                        ? difference.path().substring(difference.path().lastIndexOf('.') + 1) + "="
                        : "";
        String left = difference.gotText();
        return !missing.isEmpty()
                && names.stream().anyMatch(name -> missing.contains(name + "=") && !left.contains(name + "="));
    }

    private static boolean isSentOnce(Difference difference, Circumstances about) {
        List<String> ours = new ArrayList<>(pairs(difference.expectedText()));
        about.steps().forEach(step -> step.fields("cookies")
                .map()
                .forEach((name, value) ->
                        ours.removeIf(pair -> pair.startsWith(name + "=") && !pair.equals(name + "=" + value))));
        return Explaining.isAboutHeader(difference, "cookie") && ours.equals(pairs(difference.gotText()));
    }

    private static List<String> pairs(String field) {
        return List.of(field.replaceFirst("^Cookie: ", "").split("; "));
    }

    /** Returns the names of cookies that were set without saying for whom. */
    private static Set<String> plain(Circumstances about) {
        Set<String> names = new LinkedHashSet<>();
        about.session().fields("cookies").map().forEach((name, value) -> {
            if (!(value instanceof Map)) {
                names.add(name);
            }
        });
        about.steps().forEach(step -> names.addAll(step.fields("cookies").map().keySet()));
        return names;
    }
}
