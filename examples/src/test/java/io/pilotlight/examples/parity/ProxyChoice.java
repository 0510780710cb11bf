package io.pilotlight.examples.parity;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a session's proxies and the environment's name different ones, requests must have taken these, and ours those. */
final class ProxyChoice {
    private ProxyChoice() {}

    static boolean explains(Difference difference, Circumstances about) {
        if (!about.session().has("proxies")
                || !(difference.at("steps[#]") || difference.at("wire[#]") || difference.at("wire[#].target"))) {
            return false;
        }
        int step = difference.at("steps[#]") ? difference.index() : 0;
        String url = about.step(step).has("url") ? about.step(step).text("url") : "{base}";
        Optional<String> ours = chosen(about.session().fields("proxies"), url);
        Optional<String> theirs = fromEnvironment(about.definition().fields("env"), url);
        if (ours.isEmpty() || theirs.isEmpty() || ours.equals(theirs)) {
            return false;
        }
        return ended(about.gotStep(step), ours.get()) && ended(about.expectedStep(step), theirs.get());
    }

    /** Says whether a step ended as it must by this proxy. */
    private static boolean ended(Fields step, String proxy) {
        return switch (proxy.replaceFirst("^\\w+://", "")) {
            case "{refused}" -> step.text("exception").equals("ProxyError");
            case "{blackhole}" -> Explaining.anyOf(step.text("exception"), "ConnectTimeout", "ProxyError");
            default -> step.has("status");
        };
    }

    private static Optional<String> chosen(Fields proxies, String url) {
        String scheme = url.startsWith("https:") ? "https" : "http";
        String host = url.replaceFirst("^\\w+://", "").split("[:/?#]", 2)[0];
        return Stream.of(scheme + "://" + host, scheme, "all://" + host, "all")
                .flatMap(key -> proxies.find(key).stream())
                .map(String::valueOf)
                .findFirst();
    }

    private static Optional<String> fromEnvironment(Fields env, String url) {
        String scheme = url.startsWith("https:") ? "https" : "http";
        boolean excepted = Stream.of("no_proxy", "NO_PROXY").anyMatch(env::has);
        return Stream.of(scheme, "all")
                .flatMap(name -> Stream.of(name + "_proxy", (name + "_proxy").toUpperCase(Locale.ROOT)))
                .flatMap(name -> env.find(name).stream())
                .map(String::valueOf)
                .filter(proxy -> !excepted && !proxy.isEmpty())
                .findFirst();
    }
}
