package io.pilotlight.examples.property;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How URLs are prepared in another way than requests does. */
final class UrlDeviations {
    /** What Python strips. */
    private static final String BLANKS = "[\\s\\x1c-\\x1f\\x85\\p{Z}]*";

    private static final Pattern ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern AUTHORITY =
            Pattern.compile(BLANKS + "(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//([^\\\\/?#]*)", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern ZONE = Pattern.compile("(?i)^(" + BLANKS
            + "(?:http[a-z0-9+-]*:)?//(?:[^\\\\/?#]*@)?\\[[0-9a-f:.]+)%(?:25(?=[^]]))?([^]\\[@/?#\\\\]+)]");
    private static final Pattern ESCAPED_DOT = Pattern.compile("%2[eE]");
    private static final Pattern BAD_HOST = Pattern.compile("(?s).*[\\s\\p{Cntrl}].*");
    private static final Pattern PORT_ZERO = Pattern.compile("(?s).*:0+");

    private UrlDeviations() {}

    static List<Deviation> all() {
        return List.of(
                Deviation.refused("half-a-character", "InvalidURL", UrlDeviations::hasHalfCharacter),
                Deviation.refused("missing-scheme", "MissingSchema", UrlDeviations::isHostWithoutScheme),
                Deviation.refused("host-of-other-schemes", "InvalidURL", parts -> isMappedElsewhere(parts.get(0))),
                Deviation.refused("bad-host", "InvalidURL", parts -> hasBadHost(parts.get(0))),
                Deviation.handed("bad-percent", 0, UrlDeviations::withoutBadPercent),
                Deviation.handed("backslash-behind-host", 0, UrlDeviations::withSlash),
                Deviation.handed("escaped-dots", 0, UrlDeviations::withPlainDots),
                Deviation.handed("zone-of-address", 0, UrlDeviations::withoutZone),
                Deviation.given("zone-of-address", (parts, theirs) -> zoned(parts.get(0), theirs)));
    }

    /** Of a query that is text, too. */
    static List<Deviation> ofQueries() {
        List<Deviation> all = new ArrayList<>(all());
        all.add(Deviation.handed("bad-percent", 1, UrlDeviations::good));
        all.add(Deviation.given(
                "empty-query",
                (parts, theirs) -> new Outcome(
                        theirs.failed(), theirs.text().replaceFirst("\\?#$", "").replaceFirst("\\?#", "#"))));
        return all;
    }

    private static boolean hasHalfCharacter(List<String> parts) {
        return parts.stream()
                .anyMatch(part -> !StandardCharsets.UTF_8.newEncoder().canEncode(part));
    }

    /** What stands in the place of the scheme and the host is no host, which requests looks at first. */
    private static boolean isHostWithoutScheme(List<String> parts, Outcome theirs) {
        return theirs.equals(Outcome.failure("InvalidURL"))
                && !parts.get(0).matches("(?s)" + BLANKS + "[a-zA-Z][a-zA-Z0-9+-]*:.*");
    }

    /** Another scheme than http and https, whose host requests maps as UTS 46 says. */
    static boolean isMappedElsewhere(String url) {
        return url.matches("(?is)" + BLANKS + "http(?!s?:)[a-z0-9+-]+:.*")
                && !authority(url).matches("\\p{ASCII}*");
    }

    static String withoutZone(String url) {
        return ZONE.matcher(url).replaceFirst("$1]");
    }

    /** Puts the zone of what was written back, as RFC 6874 writes one. */
    static Outcome zoned(String url, Outcome theirs) {
        Matcher zone = ZONE.matcher(url);
        return zone.lookingAt() && !theirs.failed()
                ? Outcome.of(theirs.text()
                        .replaceFirst("]", "%25" + Matcher.quoteReplacement(tidyEscapes(zone.group(2))) + "]"))
                : theirs;
    }

    /** Writes escapes as a prepared URL has them. */
    private static String tidyEscapes(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> {
            String character =
                    Character.toString(Integer.parseInt(escape.group().substring(1), 16));
            return character.matches("[a-zA-Z0-9._~-]")
                    ? character
                    : escape.group().toUpperCase(Locale.ROOT);
        });
    }

    /** A path begins with a backslash that ends the host: a slash is put before it, and then dots are resolved. */
    private static String withSlash(String url) {
        Matcher start = AUTHORITY.matcher(url);
        boolean backslash = start.lookingAt() && url.startsWith("\\", start.end());
        return backslash ? url.substring(0, start.end()) + "/" + url.substring(start.end()) : url;
    }

    private static String authority(String url) {
        Matcher start = AUTHORITY.matcher(url);
        return start.lookingAt() ? start.group(1) : "";
    }

    static boolean hasBadHost(String url) {
        String authority = authority(url);
        String hostPort = authority.substring(authority.lastIndexOf('@') + 1);
        return BAD_HOST.matcher(hostPort).matches()
                || PORT_ZERO.matcher(hostPort).matches();
    }

    /** Only the bad ones, wherever but in the host. */
    static String withoutBadPercent(String url) {
        Matcher start = AUTHORITY.matcher(url);
        int from = start.lookingAt() ? start.start(1) : 0;
        int to = start.lookingAt() ? from + start.group(1).lastIndexOf('@') + 1 : 0;
        int rest = start.lookingAt() ? start.end(1) : 0;
        return url.substring(0, from)
                + good(url.substring(from, to))
                + url.substring(to, rest)
                + good(url.substring(rest));
    }

    private static String good(String text) {
        return BAD_ESCAPE.matcher(text).replaceAll("%25");
    }

    /** Of the path. */
    static String withPlainDots(String url) {
        Matcher start = AUTHORITY.matcher(url);
        int from = start.lookingAt() ? start.end(1) : 0;
        Matcher end = Pattern.compile("[?#]").matcher(url);
        int to = end.find(from) ? end.start() : url.length();
        return url.substring(0, from)
                + ESCAPED_DOT.matcher(url.substring(from, to)).replaceAll(".")
                + url.substring(to);
    }
}
