package io.pilotlight.examples.parity;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Deviations of URLs and parameters. */
final class UrlRules {
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?([eE]([+-]|%2B)?\\d+)?");

    private UrlRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        "boolean-text",
                        "writes a boolean in a query or a form as `True`",
                        "`true`",
                        "Java's word, and that of JSON; `True` is an accident of Python's `str()`",
                        UrlRules::isBooleanText),
                new Rule(
                        "number-text",
                        "writes very large and very small fractions in a query or a form as Python does, `1e+20`",
                        "as Java does, `1.0E20`",
                        "each language writes its own numbers; hand in text where the form matters",
                        UrlRules::isNumberText),
                new Rule(
                        "bad-percent",
                        "turns every `%` of a component into `%25` if one of them begins no escape",
                        "only the bad one",
                        "a good escape beside it keeps its meaning: `100%/%20x` asks for the file with a blank in its name",
                        UrlRules::isBadPercent),
                new Rule(
                        "escape-case",
                        "shows `%2f` and `[` of a query in `url` as they were written, and sends `%2F` and `%5B`",
                        "shows and sends the same",
                        "the escapes are equal (RFC 3986, section 6.2.2.1), servers read brackets, and what is shown should be what was sent",
                        (difference, about) -> Explaining.isAboutUrl(difference)
                                && upperEscapes(difference.expectedText()).equals(upperEscapes(difference.gotText()))),
                new Rule(
                        "escaped-dots",
                        "sends `%2e%2e` in a path as `..`",
                        "resolves it, as `..` is resolved",
                        "a segment that only looks harmless must not climb behind our back (RFC 3986, section 6.2.2.3)",
                        UrlRules::isEscapedDots),
                new Rule(
                        "bad-host",
                        "prepares a URL whose host has a blank in it, or whose port is 0",
                        "`InvalidUrlException`",
                        "nothing can be reached there, and the sooner that is said the better",
                        (difference, about) -> Explaining.isRefusal(difference, about, "InvalidURL")
                                && about.steps().stream().anyMatch(UrlRules::hasBadHost)),
                new Rule(
                        "empty-query",
                        "shows a `?` with nothing behind it that it does not send",
                        "shows what it sends",
                        "what is shown should be what was sent",
                        (difference, about) -> Explaining.isAboutUrl(difference)
                                && difference.expectedText().contains("?#")
                                && difference.expectedText().replace("?#", "#").equals(difference.gotText())),
                new Rule(
                        "session-params",
                        "forgets the session's parameters if the request's are text or a list, else keeps their places",
                        "merges them by name in each case; what the request sets stands behind the rest",
                        "whether a setting holds should not depend on how another one is written",
                        UrlRules::isSessionParams));
    }

    private static boolean isBooleanText(Difference difference, Circumstances about) {
        String ours = lowerBooleans(difference.expectedText());
        return (Explaining.isAboutUrl(difference) || Explaining.isAboutForm(difference))
                && ours.equals(difference.gotText())
                && sent(about).matches(".*[=,\\[ ](true|false)\\b.*");
    }

    private static String lowerBooleans(String text) {
        return text.replace("True", "true").replace("False", "false");
    }

    private static boolean isNumberText(Difference difference, Circumstances about) {
        boolean hasFraction = sent(about).matches("(?s).*\\d\\.\\d.*");
        boolean there = Explaining.isAboutUrl(difference) || Explaining.isAboutForm(difference);
        boolean length = Explaining.isAboutHeader(difference, "content-length");
        return hasFraction
                && there
                && (length || numbers(lowerBooleans(difference.expectedText())).equals(numbers(difference.gotText())));
    }

    private static String numbers(String text) {
        return NUMBER.matcher(text)
                .replaceAll(number ->
                        String.valueOf(Double.parseDouble(number.group().replace("%2B", "+"))));
    }

    private static String sent(Circumstances about) {
        StringBuilder sent = new StringBuilder().append(about.session().map().get("params"));
        about.steps().forEach(step -> sent.append(step.map().get("params"))
                .append(step.map().get("data")));
        return sent.toString();
    }

    private static boolean isBadPercent(Difference difference, Circumstances about) {
        StringBuilder written = new StringBuilder(about.raw());
        about.steps().forEach(step -> written.append(step.text("url"))
                .append(step.text("path"))
                .append(step.value("params") instanceof String raw ? raw : ""));
        boolean hasBad = BAD_ESCAPE.matcher(written).find();
        return hasBad
                && Explaining.isAboutUrl(difference)
                && Explaining.fullyDecoded(difference.expectedText())
                        .equals(Explaining.fullyDecoded(difference.gotText()));
    }

    static String upperEscapes(String url) {
        return ESCAPE.matcher(url.replace("[", "%5B").replace("]", "%5D"))
                .replaceAll(escape -> escape.group().toUpperCase(Locale.ROOT));
    }

    private static boolean isEscapedDots(Difference difference, Circumstances about) {
        boolean written = about.steps().stream().anyMatch(step -> (step.text("url") + step.text("path"))
                        .toLowerCase(Locale.ROOT)
                        .contains("%2e"))
                || about.raw().matches("(?is).*location:[^\r\n]*%2e.*");
        if (written && difference.path().startsWith("steps[") && !Explaining.isAboutUrl(difference)) {
            int last = Fields.objects(about.got().value("wire")).size() - 1;
            String there = about.expectedWire(last).text("target");
            String here = about.gotWire(last).text("target");
            return !there.equals(here) && resolved(there).equals(resolved(here));
        }
        return written
                && Explaining.isAboutUrl(difference)
                && resolved(difference.expectedText()).equals(resolved(difference.gotText()));
    }

    private static boolean hasBadHost(Fields step) {
        String authority = step.text("url").replaceFirst("^\\w+://", "").split("[/?#]", 2)[0];
        return authority.matches("(?s).*([ \t\n\"<>^`{|}]|:0+)$|.*[ \t\n\"<>^`{|}].*");
    }

    /** Resolves dots as RFC 3986 does, whatever stands before the path. */
    static String resolved(String url) {
        String text = url;
        String before = "";
        while (!text.equals(before)) {
            before = text;
            text = text.replaceFirst("^((?:\\w+://)?[^/]*)/\\.\\.(?=/|$)", "$1")
                    .replaceFirst("/\\.(?=/|$)", "")
                    .replaceFirst("(?<![:/])/[^/{}]+/\\.\\.(?=/|$)", "");
        }
        return text;
    }

    private static List<String> sortedQuery(String url) {
        return Stream.of(url.split("[?&#]")).sorted().toList();
    }

    private static boolean isSessionParams(Difference difference, Circumstances about) {
        boolean dropped = about.session().has("params")
                && about.steps().stream()
                        .anyMatch(step -> step.has("params")
                                && step.value("params") != null
                                && step.fields("params").map().isEmpty());
        boolean order = about.session().has("params")
                && sortedQuery(difference.expectedText()).equals(sortedQuery(difference.gotText()));
        return (dropped || order) && Explaining.isAboutUrl(difference);
    }
}
