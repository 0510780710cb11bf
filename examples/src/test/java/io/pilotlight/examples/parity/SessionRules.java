package io.pilotlight.examples.parity;

import java.util.List;
import java.util.Locale;

/** Deviations of proxies, netrc and digest. */
final class SessionRules {
    private SessionRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        "proxy-set-by-hand",
                        "lets the environment's proxies win over the session's",
                        "what is set explicitly wins",
                        "a setting in the program is nearer than one around it",
                        (difference, about) -> about.session().has("proxies")
                                && about.definition().fields("env").map().keySet().stream()
                                        .anyMatch(name ->
                                                name.toLowerCase(Locale.ROOT).endsWith("_proxy"))
                                && (difference.at("steps[#]") || difference.at("wire[#]"))),
                new Rule(
                        "netrc-beside-a-header",
                        "writes netrc's credentials over an `Authorization` that was set by hand",
                        "the header stays",
                        "a setting in the program is nearer than one around it",
                        (difference, about) -> Explaining.isAboutHeader(difference, "authorization")
                                && about.definition().has("netrc")
                                && about.steps().stream()
                                        .anyMatch(step -> step.fields("headers").map().keySet().stream()
                                                .anyMatch(name -> name.equalsIgnoreCase("authorization")))),
                new Rule(
                        "digest-auth-int",
                        "cannot answer a digest challenge that wants the body protected (`qop=auth-int`)",
                        "answers it",
                        "it is in RFC 7616, and needs no more than the body's checksum",
                        (difference, about) -> about.expectedSteps().anyMatch(SessionRules::wantsBodyProtected)
                                && (difference.path().startsWith("steps[")
                                        || difference.path().startsWith("session_cookies")
                                        || (difference.at("wire[#]") && difference.expected() == null))));
    }

    private static boolean wantsBodyProtected(Fields step) {
        return step.text("status").equals("401")
                && step.fields("headers").text("www-authenticate").contains("qop=\"auth-int\"");
    }
}
