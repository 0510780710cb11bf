package io.pilotlight.examples.property;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a Set-Cookie field is read in another way than requests reads it: by RFC 6265, section 5. */
final class CookieDeviations {
    private CookieDeviations() {}

    static List<Deviation> all() {
        return List.of(
                Deviation.handed(
                        "cookie-attributes",
                        parts -> List.of(parts.get(0), lastOfEach(host(parts.get(0)), parts.get(1)), parts.get(2))),
                Deviation.given("cookie-below-host", CookieDeviations::onlyToItsHost));
    }

    /**
     * Of attributes of one name the last counts; an empty Domain is passed over; a Path that is none, and a host without dots as its
     * own Domain stand for none.
     */
    private static String lastOfEach(String host, String field) {
        List<String> parts = new ArrayList<>(List.of(field.split("; ?")));
        String pair = parts.remove(0);
        Map<String, String> last = new LinkedHashMap<>();
        for (String attribute : parts) {
            if (!attribute.equalsIgnoreCase("domain=")) {
                last.put(attribute.split("=", 2)[0].toLowerCase(Locale.ROOT), attribute);
            }
        }
        last.values().removeIf(attribute -> attribute.matches("(?i)path=(?!/).*"));
        if (host.indexOf('.') < 0) {
            last.values().removeIf(("domain=" + host)::equalsIgnoreCase);
        }
        return last.isEmpty() ? pair : pair + "; " + String.join("; ", last.values());
    }

    /** A cookie without a Domain is its host's alone. */
    private static Outcome onlyToItsHost(List<String> parts, Outcome theirs) {
        boolean shared = lastOfEach(host(parts.get(0)), parts.get(1))
                .toLowerCase(Locale.ROOT)
                .contains("domain=");
        boolean below = host(parts.get(2)).endsWith("." + host(parts.get(0)));
        return below && !shared ? Outcome.of("") : theirs;
    }

    private static String host(String url) {
        return URI.create(url).getHost();
    }
}
