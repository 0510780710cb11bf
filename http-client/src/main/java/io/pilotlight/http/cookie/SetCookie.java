package io.pilotlight.http.cookie;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a Set-Cookie field says, in its parts (RFC 6265, section 5.2): nothing is judged by where it came from.
 *
 * @param name never empty
 * @param value with its quotes, if it has some
 * @param domain as written, without a leading dot; null if there is none
 * @param path as written; null if there is none, or one that does not start with a slash
 * @param expires when it ends; null if it ends with the session
 * @param secure whether it goes over https only
 * @param httpOnly whether scripts must not see it
 * @param sameSite as written; null if there is none
 */
public record SetCookie(
        String name,
        String value,
        @Nullable String domain,
        @Nullable String path,
        @Nullable Instant expires,
        boolean secure,
        boolean httpOnly,
        @Nullable String sameSite) {
    /** The last second that a cookies.txt and everybody's calendar can carry. */
    public static final Instant FOR_EVER = Instant.parse("9999-12-31T23:59:59Z");

    private static final int LONGEST_ATTRIBUTE = 1024;

    /**
     * Takes a field apart.
     *
     * @param field the field's value
     * @param now what {@code Max-Age} counts from
     * @return the parts; empty if the field names no cookie, or holds a control character
     */
    public static Optional<SetCookie> parse(String field, Instant now) {
        if (field.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return Optional.empty();
        }
        String[] parts = field.split(";", -1);
        int equals = parts[0].indexOf('=');
        String name = equals < 0 ? "" : parts[0].substring(0, equals).strip();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Attributes attributes = new Attributes(now);
        for (int i = 1; i < parts.length; i++) {
            int is = parts[i].indexOf('=');
            String key = is < 0 ? parts[i] : parts[i].substring(0, is);
            String value = is < 0 ? "" : parts[i].substring(is + 1);
            attributes.take(key.strip().toLowerCase(Locale.ROOT), value.strip());
        }
        return Optional.of(attributes.with(name, parts[0].substring(equals + 1).strip()));
    }

    /** The attributes; of each the last that can be read counts. */
    private static final class Attributes {
        private final Instant now;
        private @Nullable String domain;
        private @Nullable String path;
        private @Nullable Instant expires;
        private @Nullable Instant maxAge;
        private boolean secure;
        private boolean httpOnly;
        private @Nullable String sameSite;

        Attributes(Instant now) {
            this.now = now;
        }

        void take(String key, String value) {
            if (value.length() > LONGEST_ATTRIBUTE) {
                return;
            }
            switch (key) {
                case "domain" -> domain = value.isEmpty() ? domain : value.startsWith(".") ? value.substring(1) : value;
                case "path" -> path = value.startsWith("/") ? value : null;
                case "expires" -> expires = CookieDate.parse(value).orElse(expires);
                case "max-age" -> maxAge = end(value).orElse(maxAge);
                case "secure" -> secure = true;
                case "httponly" -> httpOnly = true;
                case "samesite" -> sameSite = value;
                default -> {
                    // what nobody knows is passed over (RFC 6265, section 5.2)
                }
            }
        }

        private Optional<Instant> end(String seconds) {
            if (!seconds.matches("-?[0-9]+")) {
                return Optional.empty();
            }
            if (seconds.startsWith("-") || seconds.matches("0+")) {
                return Optional.of(Instant.EPOCH);
            }
            String digits = seconds.replaceFirst("^0+", "");
            long most = Duration.between(now, FOR_EVER).toSeconds();
            long age = digits.length() > 15 ? most : Math.min(most, Long.parseLong(digits));
            return Optional.of(now.plusSeconds(age));
        }

        SetCookie with(String name, String value) {
            return new SetCookie(
                    name, value, domain, path, maxAge == null ? expires : maxAge, secure, httpOnly, sameSite);
        }
    }
}
