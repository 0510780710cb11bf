package io.pilotlight.examples.property;

import java.util.List;

/** Where a redirect leads to that requests understands in another way. */
final class RedirectDeviations {
    private RedirectDeviations() {}

    static List<Deviation> all() {
        return List.of(
                Deviation.handed("location-blank", 1, String::stripTrailing),
                Deviation.refused("bad-host", "InvalidURL", parts -> UrlDeviations.hasBadHost(parts.get(1))),
                Deviation.handed("bad-percent", 1, UrlDeviations::withoutBadPercent),
                Deviation.handed("escaped-dots", 1, UrlDeviations::withPlainDots));
    }
}
