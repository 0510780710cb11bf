package io.pilotlight.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What would be sent, and where each setting of it comes from: {@link Session#explain}.
 *
 * <pre>
 * GET https://pets.example/v1/dogs
 * proxy              http://proxy.example:3128    variable https_proxy
 * auth               Basic ***                    netrc, line 3
 * tls                verified, ca.pem             session
 * timeouts           connect 10 s, read 30 s ...  default
 * header Accept      application/json             request
 * </pre>
 *
 * <p>Holds no secret: what {@link PreparedRequest#toCurl()} masks is masked.
 *
 * @param method the method
 * @param url the URL, quoted
 * @param settings what holds, in the order of the table: transport, proxy, auth, tls, timeouts, redirects, redirect policy, retries,
 *     limits, then one for each cookie and each header field
 */
public record Explanation(String method, String url, List<Setting> settings) {
    private static final int WIDEST = 60;

    /** Copies the list. */
    public Explanation {
        settings = List.copyOf(settings);
    }

    /**
     * Finds a setting.
     *
     * @param name such as {@code proxy} or {@code header Accept}, in any case
     * @return the first of that name, if there is one
     */
    public Optional<Setting> setting(String name) {
        return settings.stream()
                .filter(setting -> setting.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Returns a table, a line for each setting. */
    @Override
    public String toString() {
        int names =
                settings.stream().mapToInt(each -> each.name().length()).max().orElse(0);
        int values = settings.stream()
                .mapToInt(each -> each.value().length())
                .filter(length -> length <= WIDEST)
                .max()
                .orElse(0);
        StringBuilder table = new StringBuilder(method).append(' ').append(url);
        for (Setting each : settings) {
            table.append(String.format(
                    Locale.ROOT,
                    "%n%-" + Math.max(names, 1) + "s  %-" + Math.max(values, 1) + "s  %s",
                    each.name(),
                    each.value(),
                    each.origin()));
        }
        return table.toString();
    }

    /**
     * One thing that holds.
     *
     * @param name what it is
     * @param value what it says, without secrets
     * @param origin where it comes from
     */
    public record Setting(String name, String value, Origin origin) {}

    /**
     * Where a setting comes from.
     *
     * @param level what sort of place
     * @param detail where in it, such as a variable's name; empty if that says enough
     */
    public record Origin(Level level, String detail) {
        static final Origin REQUEST = new Origin(Level.REQUEST, "");
        static final Origin SESSION = new Origin(Level.SESSION, "");
        static final Origin BODY = new Origin(Level.REQUEST, "its body");
        static final Origin COOKIE_JAR = new Origin(Level.SESSION, "its cookies");
        static final Origin URL = new Origin(Level.URL, "");
        static final Origin DEFAULT = new Origin(Level.DEFAULT, "");

        static Origin variable(String name) {
            return new Origin(Level.VARIABLE, name);
        }

        static Origin netrc(int line) {
            return new Origin(Level.NETRC, "line " + line);
        }

        /** Returns it as a table shows it. */
        @Override
        public String toString() {
            String word = level.name().toLowerCase(Locale.ROOT);
            return detail.isEmpty() ? word : word + (level == Level.VARIABLE ? " " : ", ") + detail;
        }
    }

    /** The sorts of places, the nearest first. */
    public enum Level {
        /** The request set it. */
        REQUEST,
        /** The session was built with it, or keeps it. */
        SESSION,
        /** The user information of the URL. */
        URL,
        /** The netrc that the session was given. */
        NETRC,
        /** A variable of the environment. */
        VARIABLE,
        /** Nobody set it. */
        DEFAULT
    }
}
