package io.pilotlight.examples.parity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

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
                        "sends a session's cookie and the request's cookie of that name, if the former has a domain, and behind a redirect the session's only",
                        "the request's only",
                        "a request's setting replaces its session's, and of two the server takes either",
                        CookieRules::isSentOnce),
                new Rule(
                        "cookie-domain-local",
                        "writes the domain of a host without dots as `localhost.local`, and sends nothing that was set for `localhost` to it",
                        "`localhost`",
                        "that is its name",
                        (difference, about) -> (difference.at("session_cookies[#][2]")
                                        && difference.expectedText().equals(difference.gotText() + ".local"))
                                || isOfLocalhost(difference, about)),
                new Rule(
                        "cookie-domain-dot",
                        "writes a domain that hosts share with a dot in front",
                        "without it",
                        "RFC 6265, section 5.2.3 drops it; `hostOnly()` tells the two kinds apart",
                        (difference, about) -> difference.at("session_cookies[#][2]")
                                && difference.expectedText().equals("." + difference.gotText())),
                new Rule(
                        "cookie-over",
                        "keeps a cookie that was set by hand after its end, and sends one that was set for a part of an address, or for all names below one like `com`",
                        "forgets the one, and refuses the other with a `CookieRefusedException`",
                        "the one is over, and no one owns all of the others (RFC 6265, section 5.3)",
                        CookieRules::isOver),
                new Rule(
                        "cookie-value-unsafe",
                        "sends a cookie whose name or value holds a `;`, a blank or a `=` in its name, or a control character",
                        "`IllegalArgumentException`",
                        "the server would read another cookie (RFC 6265, section 4.1.1)",
                        (difference, about) -> (Explaining.isRefusal(difference, about, "ValueError")
                                        || (Explaining.isKindOfException(difference) && about.endedWith("ValueError")))
                                && anyCookie(
                                        about,
                                        pair -> pair.matches("(?s).*;.*|[^=]*[ ,\\t].*|=.*|.*\\p{Cntrl}.*")
                                                || names(about).stream().anyMatch(name -> name.contains("=")))),
                new Rule(
                        "cookie-beyond-latin-1",
                        "fails with a raw `UnicodeEncodeError` for a cookie set by hand that latin-1 cannot write",
                        "sends it in UTF-8",
                        "a cookie is bytes, and UTF-8 is what servers read beyond ASCII",
                        CookieRules::isBeyondLatin1),
                new Rule(
                        "cookie-below-host",
                        "sends a cookie that a host set for itself to the hosts below it too",
                        "sends it to that host only",
                        "without a `Domain` it is that host's alone (RFC 6265, section 5.3)",
                        (difference, about) -> isAboutCookies(difference)
                                && hasHostBelow(about)
                                && isWithoutAttributes(about)
                                && CookieReplay.of(about).agrees(difference, about)),
                new Rule(
                        "cookie-attributes",
                        "reads `Set-Cookie` by the rules of Netscape and of RFC 2965, some of which nobody follows",
                        "by RFC 6265, section 5, as browsers do",
                        "servers are written for browsers",
                        (difference, about) -> isAboutCookies(difference)
                                && CookieReplay.of(about).agrees(difference, about)));
    }

    private static boolean isOver(Difference difference, Circumstances about) {
        List<Object> alive = new ArrayList<>(about.expected().list("session_cookies"));
        boolean nobodys = false;
        for (var cookie : about.session().fields("cookies").map().entrySet()) {
            Fields attributes = Fields.of(cookie.getValue());
            if (attributes.value("expires") instanceof Number at
                    && at.longValue() < Instant.now().getEpochSecond()) {
                alive.removeIf(it -> Fields.entries(it).get(0).equals(cookie.getKey()));
            }
            String domain = attributes.text("domain").replaceFirst("^\\.", "");
            nobodys |= domain.matches("\\d+(\\.\\d+){0,2}|com|org|net|co\\.uk");
        }
        return difference.at("session_cookies")
                        && about.got().list("session_cookies").equals(alive)
                || (nobodys
                        && about.endedWith("CookieRefused")
                        && difference.path().matches("steps|session_cookies|wire.*"));
    }

    private static boolean isAboutCookies(Difference difference) {
        return difference.path().startsWith("session_cookies")
                || difference.atAny("steps[#].cookies*", "steps[#].json.cookies*")
                || Explaining.isAboutHeader(difference, "cookie");
    }

    static boolean anyCookie(Circumstances about, Predicate<String> wanted) {
        List<String> pairs = new ArrayList<>();
        about.session()
                .fields("cookies")
                .map()
                .forEach((name, value) -> pairs.add(
                        name + "=" + (value instanceof Map ? Fields.of(value).text("value") : value)));
        about.steps()
                .forEach(step -> step.fields("cookies").map().forEach((name, value) -> pairs.add(name + "=" + value)));
        return pairs.stream().anyMatch(wanted);
    }

    private static Set<String> names(Circumstances about) {
        Set<String> names =
                new LinkedHashSet<>(about.session().fields("cookies").map().keySet());
        about.steps().forEach(step -> names.addAll(step.fields("cookies").map().keySet()));
        return names;
    }

    private static boolean hasHostBelow(Circumstances about) {
        List<String> hosts = about.steps().stream()
                .map(step -> step.text("url").replaceFirst("^\\w+://([^/?#:]*).*", "$1"))
                .filter(host -> !host.isEmpty())
                .toList();
        return hosts.stream().anyMatch(host -> hosts.stream().anyMatch(below -> below.endsWith("." + host)));
    }

    private static boolean isBeyondLatin1(Difference difference, Circumstances about) {
        boolean failedThere =
                about.expectedSteps().anyMatch(step -> step.text("exception").equals("UnicodeEncodeError"));
        Set<String> wanted = new LinkedHashSet<>();
        anyCookie(about, pair -> {
            boolean beyond = pair.chars().anyMatch(c -> c > 0xff);
            return beyond && !wanted.add(Explaining.reread(pair, StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1));
        });
        boolean sent = !wanted.isEmpty()
                && Sent.all(about.got()).stream()
                        .anyMatch(each -> each.cookies().containsAll(wanted));
        return failedThere
                && sent
                && (difference.at("steps[#]")
                        ? difference.gotText().startsWith("answer ")
                        : difference.at("wire[#]") && difference.expected() == null);
    }

    /** A cookie that was set by hand for localhost goes there. */
    private static boolean isOfLocalhost(Difference difference, Circumstances about) {
        List<String> ours = new ArrayList<>();
        about.session().fields("cookies").map().forEach((name, value) -> {
            if (Fields.of(value).text("domain").matches("\\.?localhost")) {
                ours.add(name + "=" + Fields.of(value).text("value"));
            }
        });
        int hop = difference.path().startsWith("wire[")
                ? difference.index()
                : CookieReplay.lastHop(difference.index(), about);
        return Explaining.isAboutHeader(difference, "cookie")
                && difference.expected() == null
                && hop >= 0
                && new Sent(about.gotWire(hop)).host().equals("localhost")
                && new Sent(about.gotWire(hop)).cookies().equals(ours);
    }

    private static boolean isWithoutAttributes(Circumstances about) {
        return !about.raw().toLowerCase(Locale.ROOT).matches("(?s).*\nset-cookie:[^\n]*; *(domain|max-age|expires).*");
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
        return Explaining.isAboutHeader(difference, "cookie")
                && (ours.equals(pairs(difference.gotText())) || isKeptOnRedirect(difference, about));
    }

    /** Behind a redirect the session's values have taken the place of the request's there. */
    private static boolean isKeptOnRedirect(Difference difference, Circumstances about) {
        return about.steps().stream().anyMatch(step -> pairs(difference.expectedText()).stream()
                .map(pair -> {
                    String name = pair.split("=", 2)[0];
                    return step.fields("cookies").has(name)
                                    && about.session().fields("cookies").has(name)
                            ? name + "=" + step.fields("cookies").text(name)
                            : pair;
                })
                .toList()
                .equals(pairs(difference.gotText())));
    }

    private static List<String> pairs(String field) {
        return List.of(field.replaceFirst("^Cookie: ", "").split("; "));
    }

    /** Returns the names of cookies that were set without saying for whom. */
    private static Set<String> plain(Circumstances about) {
        Set<String> names = new LinkedHashSet<>();
        about.session().fields("cookies").map().forEach((name, value) -> {
            if (!(value instanceof Map) || Fields.of(value).value("domain") == null) {
                names.add(name);
            }
        });
        about.steps().forEach(step -> names.addAll(step.fields("cookies").map().keySet()));
        return names;
    }
}
