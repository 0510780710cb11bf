package io.pilotlight.examples.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a redirect leads to that requests understands in another way. */
final class RedirectDeviations {
    private static final Pattern BLANK = Pattern.compile("[\\s\\x1c-\\x1f\\x85\\p{Z}]");
    private static final Pattern OTHER_SCHEME = Pattern.compile("(?!http)[a-z][a-z0-9+.-]*:", Pattern.CASE_INSENSITIVE);
    private static final Pattern BACKSLASH =
            Pattern.compile("(?s)((?:https?:)?//[^\\\\/?#]*)(\\\\.*)", Pattern.CASE_INSENSITIVE);
    private static final Set<String> OF_PYTHON = Set.of("ValueError");

    private RedirectDeviations() {}

    static List<Deviation> all() {
        List<Deviation> all = new ArrayList<>(UrlDeviations.all());
        all.addAll(List.of(
                Deviation.refused(
                        "missing-scheme",
                        "MissingSchema",
                        (parts, theirs) -> parts.get(1).matches("(?is)http[a-z0-9+-]*[.].*") && theirs.failed()),
                Deviation.refused("bad-host", "InvalidURL", parts -> UrlDeviations.hasBadHost(parts.get(1))),
                Deviation.refused(
                        "host-of-other-schemes", "InvalidURL", parts -> UrlDeviations.isMappedElsewhere(parts.get(1))),
                Deviation.refused(
                        "location-slashes", "InvalidURL", parts -> parts.get(1).matches("(?is)(https?:)?////.*")),
                Deviation.refused(
                        "typed-url-errors",
                        "InvalidURL",
                        (parts, theirs) -> theirs.failed() && OF_PYTHON.contains(theirs.text())),
                Deviation.handed("backslash-behind-host", 1, RedirectDeviations::withSlash),
                Deviation.handed("bad-percent", 1, ofHttp(UrlDeviations::withoutBadPercent)),
                Deviation.handed("zone-of-address", 1, UrlDeviations::withoutZone),
                Deviation.given("zone-of-address", (parts, theirs) -> UrlDeviations.zoned(parts.get(1), theirs)),
                Deviation.handed("escaped-dots", 1, ofHttp(UrlDeviations::withPlainDots)),
                Deviation.handed("empty-fragment", RedirectDeviations::withoutFragment),
                Deviation.handed("location-resolved", parts -> with(parts, "rfc3986"))));
        return all;
    }

    /** What leads to another scheme than HTTP's is left as it is. */
    private static UnaryOperator<String> ofHttp(UnaryOperator<String> change) {
        return location -> {
            if (OTHER_SCHEME.matcher(location).lookingAt()) {
                return location;
            }
            String changed = change.apply(BLANK.matcher(location).lookingAt() ? "./" + location : location);
            return changed.matches("(?s)[a-zA-Z][a-zA-Z0-9+.-]*:.*")
                            && !location.startsWith(changed.substring(0, changed.indexOf(':') + 1))
                    ? "./" + changed
                    : changed;
        };
    }

    /** A Location whose fragment is empty has one. */
    private static List<String> withoutFragment(List<String> parts) {
        boolean empty = parts.get(1).indexOf('#') == parts.get(1).length() - 1
                && parts.get(1).endsWith("#");
        return empty ? List.of(parts.get(0).split("#", 2)[0], parts.get(1)) : parts;
    }

    private static List<String> with(List<String> parts, String mode) {
        List<String> more = new ArrayList<>(parts);
        more.add(mode);
        return more;
    }

    /** A backslash ends the host; two slashes with no host between them and it are nothing. */
    private static String withSlash(String location) {
        Matcher found = BACKSLASH.matcher(location);
        if (!found.matches()) {
            return location;
        }
        boolean noHost = found.group(1).endsWith("//");
        return noHost ? found.group(1).replaceFirst("//$", "") + found.group(2) : found.group(1) + "/" + found.group(2);
    }
}
