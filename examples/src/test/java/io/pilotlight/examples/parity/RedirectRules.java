package io.pilotlight.examples.parity;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Deviations of where a redirect leads. */
final class RedirectRules {
    private static final Pattern BLANK_BEHIND =
            Pattern.compile("\nlocation:[^\r\n]*[ \t]\r?\n", Pattern.CASE_INSENSITIVE);
    private static final Pattern TWO =
            Pattern.compile("\nlocation:[^\n]*\n(?:[^\n]+\n)*?location:", Pattern.CASE_INSENSITIVE);

    private RedirectRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        "redirect-url-shown",
                        "shows the URL of a redirect as the server wrote it, also if something else is asked for",
                        "shows what is asked for: with a path, without dots, the host in small letters",
                        "what is shown should be what was sent",
                        (difference, about) -> Explaining.isAboutUrl(difference)
                                && !difference.path().startsWith("wire[")
                                && about.gotStep(difference.index()).toString().contains("history")
                                && tidied(difference.expectedText()).equals(tidied(difference.gotText()))),
                new Rule(
                        "location-blank",
                        "takes a blank behind a `Location` for a part of it",
                        "drops it",
                        "it is no part of the value (RFC 9110, section 5.5)",
                        (difference, about) -> BLANK_BEHIND.matcher(about.raw()).find()
                                && isBehindTheFirst(difference)
                                && asksForTheFirst(about)),
                new Rule(
                        "location-slashes",
                        "follows a `Location` of four slashes and a name to the host of that name",
                        "`InvalidUrlException`",
                        "it looks like a path of the same host, and open redirects are made of it",
                        (difference, about) -> about.raw().matches("(?is).*\nlocation:[ ]*(http:)?////.*")
                                && (Explaining.isRefusal(difference, about, "InvalidURL")
                                        || Explaining.isKindOfException(difference)
                                        || difference.at("steps[#].request_url"))),
                new Rule(
                        "location-twice",
                        "joins several `Location` fields with a comma, and asks for that",
                        "follows the first",
                        "each of them is a URL, and both in a row are none",
                        (difference, about) -> TWO.matcher(about.raw()).find()
                                && isBehindTheFirst(difference)
                                && asksForTheFirst(about)),
                new Rule(
                        "redirect-not-prepared",
                        "tells of a redirect to a bad URL what could not be asked, or looks for a host with a blank in its name, or fails with a `UnicodeDecodeError`",
                        "tells of the request whose answer led there",
                        "the bad URL is in the message, and there is no request of it; what is no UTF-8 in a `Location` becomes U+FFFD",
                        (difference, about) -> (isUndecoded(difference, about)
                                        || leadsNowhere(difference, about)
                                        || (difference.at("steps[#].request_url")
                                                && Explaining.failed(difference, about, "InvalidURL", "InvalidURL"))
                                        || ((difference.at("steps[#].request_url")
                                                        || Explaining.isKindOfException(difference))
                                                && Explaining.failed(
                                                        difference, about, "ConnectionError", "InvalidURL")))
                                && about.raw().toLowerCase(Locale.ROOT).contains("location:")));
    }

    /** A redirect that is not to be followed, to a URL without a host. */
    private static boolean leadsNowhere(Difference difference, Circumstances about) {
        return difference.at("steps[#]")
                && difference.gotText().equals("InvalidURL")
                && Boolean.FALSE.equals(about.step(difference.index()).value("allow_redirects"))
                && about.expectedStep(difference.index())
                        .fields("next")
                        .text("url")
                        .matches("\\w+:(?!//[^/?#]).*");
    }

    private static boolean isUndecoded(Difference difference, Circumstances about) {
        return isBehindTheFirst(difference)
                && about.expectedSteps().anyMatch(step -> step.text("exception").equals("UnicodeDecodeError"));
    }

    private static boolean isBehindTheFirst(Difference difference) {
        return difference.path().startsWith("steps[")
                || (difference.path().startsWith("wire[") && difference.index() > 0);
    }

    /** Says whether what ours asks for next is the first Location, without blanks at its ends; for nothing, if that is empty. */
    private static boolean asksForTheFirst(Circumstances about) {
        String location = RawAnswer.last(about.cannedOf(0))
                .map(answer -> String.join("\n", answer.all("Location")).split("\n", 2)[0])
                .orElse("");
        List<Sent> sent = Sent.all(about.got());
        if (location.isEmpty() || sent.size() < 2) {
            return location.isEmpty() && sent.size() < 2;
        }
        String asked = location.startsWith("/") ? "{base}" + location : location;
        return tidied(sent.get(1).url()).equals(tidied(asked.split("#", 2)[0]));
    }

    private static String tidied(String url) {
        String text = url.replaceFirst("^(\\{\\w+})(?=[?#]|$)", "$1/")
                .replaceFirst("(?i)^http://127\\.0\\.0\\.1:", "http://127.0.0.1:")
                .replaceFirst("(?i)^http://localhost:\\d+", "{alt}");
        return UrlRules.resolved(UrlRules.upperEscapes(text));
    }
}
