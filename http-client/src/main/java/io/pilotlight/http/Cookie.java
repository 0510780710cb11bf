package io.pilotlight.http;

import io.pilotlight.http.cookie.CookiesTxt;
import io.pilotlight.http.cookie.Matching;
import io.pilotlight.http.cookie.SetCookie;
import io.pilotlight.http.wire.FieldText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cookie: a name, a value, and where it may go. Immutable; its text does not show the value.
 *
 * <p>A cookie without a domain belongs to no host yet: a {@link CookieJar} gives it to the first host that it is sent to.
 */
public final class Cookie {
    /** When a browser would send it from another site's page; a client has no pages, so nothing follows from it here. */
    public enum SameSite {
        /** Never. */
        STRICT,
        /** When a link was followed. */
        LAX,
        /** Always. */
        NONE
    }

    private final String name;
    private final String value;
    private final @Nullable String domain;
    private final String path;
    private final boolean hostOnly;
    private final boolean secure;
    private final boolean httpOnly;
    private final @Nullable SameSite sameSite;
    private final @Nullable Instant expires;

    private Cookie(Builder builder) {
        this.name = builder.name;
        this.value = builder.value;
        this.domain = builder.domain;
        this.path = builder.path;
        this.hostOnly = builder.hostOnly || (domain != null && Matching.isAddress(domain));
        this.secure = builder.secure;
        this.httpOnly = builder.httpOnly;
        this.sameSite = builder.sameSite;
        this.expires = builder.expires;
    }

    /**
     * Makes a cookie for the first host that it is sent to, for every path, until the session ends.
     *
     * @param name the name
     * @param value the value, sent as it is
     * @return a cookie
     * @throws IllegalArgumentException if the name is empty or holds a blank, {@code =} or {@code ;}, or the value holds
     *     {@code ;}, or either holds a control character
     */
    public static Cookie of(String name, String value) {
        return builder(name, value).build();
    }

    /**
     * Starts to describe a cookie.
     *
     * @param name the name
     * @param value the value, sent as it is
     * @return a builder
     * @throws IllegalArgumentException as {@link #of} does
     */
    public static Builder builder(String name, String value) {
        if (name.isEmpty() || name.chars().anyMatch(c -> c == '=' || c == ';' || c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("Not a name for a cookie: '" + name.replaceAll("\\p{Cntrl}", "?")
                    + "'; it is not empty, and holds no blank, no = and no ;");
        }
        if (value.indexOf(';') >= 0 || value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("The value of cookie " + name
                    + " holds a semicolon or a control character, which no cookie can carry; encode it");
        }
        return new Builder(name, value);
    }

    /**
     * Reads a {@code Set-Cookie} field (RFC 6265, sections 5.2 and 5.3). {@code Max-Age} wins over {@code Expires}; quotes
     * stay part of the value; dates are read as leniently as section 5.1.1 says.
     *
     * @param url what was asked when the field came
     * @param setCookie the field's value
     * @param now what {@code Max-Age} counts from
     * @return the cookie, which may have expired already; empty if the field names none, names a domain that the host
     *     of the URL does not belong to, or has a name that promises more than it holds ({@code __Secure-},
     *     {@code __Host-})
     * @throws InvalidUrlException if the URL is none
     */
    public static Optional<Cookie> parse(String url, String setCookie, Instant now) {
        return SetCookie.parse(setCookie, now).flatMap(field -> from(Url.parse(url), field));
    }

    private static Optional<Cookie> from(Url url, SetCookie field) {
        String host = Matching.canonical(url.host());
        String domain = field.domain() == null ? "" : canonical(FieldText.of(field.domain()));
        if (host.isEmpty() || (!domain.isEmpty() && !Matching.domainMatches(host, domain))) {
            return Optional.empty();
        }
        Builder builder = new Builder(field.name(), field.value());
        builder.domain = domain.isEmpty() ? host : domain;
        builder.hostOnly = domain.isEmpty();
        builder.path = field.path() == null ? Matching.defaultPath(url.path()) : field.path();
        builder.secure = field.secure();
        builder.httpOnly = field.httpOnly();
        builder.sameSite = sameSite(field.sameSite());
        builder.expires = field.expires();
        Cookie cookie = new Cookie(builder);
        return cookie.keepsPromise(url) ? Optional.of(cookie) : Optional.empty();
    }

    /** A host that no name can be made of matches nothing. */
    private static String canonical(String host) {
        if (host.chars().allMatch(c -> c < 0x80)) {
            return Matching.canonical(host);
        }
        try {
            return Matching.canonical(Idna.toAscii(host));
        } catch (IllegalArgumentException | ArithmeticException noName) {
            return Matching.canonical(host);
        }
    }

    private static @Nullable SameSite sameSite(@Nullable String text) {
        return switch (text == null ? "" : text.toLowerCase(Locale.ROOT)) {
            case "strict" -> SameSite.STRICT;
            case "lax" -> SameSite.LAX;
            case "none" -> SameSite.NONE;
            default -> null;
        };
    }

    /** RFC 6265bis, section 4.1.3: names that only a secure host can set. */
    private boolean keepsPromise(Url url) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean safe = secure && url.scheme().equals("https");
        if (lower.startsWith("__host-")) {
            return safe && hostOnly && path.equals("/");
        }
        return safe || !lower.startsWith("__secure-");
    }

    static Cookie of(CookiesTxt.Line line) {
        Builder builder = new Builder(line.name(), line.value());
        builder.domain = line.domain();
        builder.path = line.path();
        builder.hostOnly = line.hostOnly();
        builder.secure = line.secure();
        builder.httpOnly = line.httpOnly();
        builder.expires = line.expires();
        return new Cookie(builder);
    }

    /** Only for a cookie with a domain. */
    CookiesTxt.Line line() {
        return new CookiesTxt.Line(
                Objects.requireNonNull(domain, "domain"), hostOnly, path, secure, httpOnly, expires, name, value);
    }

    /**
     * Returns the name.
     *
     * @return the name, whose case matters
     */
    public String name() {
        return name;
    }

    /**
     * Returns the value. One that an answer set has its bytes as letters of latin-1, as in requests, and goes back in the same
     * bytes: UTF-8 beyond ASCII is to be read out of {@code value().getBytes(ISO_8859_1)}.
     *
     * @return the value with its quotes, if it has some
     */
    public String value() {
        return value;
    }

    /**
     * Returns where it goes.
     *
     * @return a host or domain in lower case, without a dot at its start, an IPv6 address without brackets; empty if it
     *     belongs to no host yet
     */
    public Optional<String> domain() {
        return Optional.ofNullable(domain);
    }

    /**
     * Returns below which path it goes.
     *
     * @return a path that starts with a slash
     */
    public String path() {
        return path;
    }

    /**
     * Says whether it goes to its host alone.
     *
     * @return true if the hosts below its domain do not get it
     */
    public boolean hostOnly() {
        return hostOnly;
    }

    /**
     * Says whether it goes over https only.
     *
     * @return true if it is not sent over http
     */
    public boolean secure() {
        return secure;
    }

    /**
     * Says whether a browser would hide it from scripts.
     *
     * @return true if it would; nothing follows from it here
     */
    public boolean httpOnly() {
        return httpOnly;
    }

    /**
     * Returns when a browser would send it from another site's page.
     *
     * @return the rule; empty if there is none
     */
    public Optional<SameSite> sameSite() {
        return Optional.ofNullable(sameSite);
    }

    /**
     * Returns when it ends.
     *
     * @return the instant; empty if it ends with the session
     */
    public Optional<Instant> expires() {
        return Optional.ofNullable(expires);
    }

    /**
     * Says whether it has ended.
     *
     * @param now the time
     * @return true if it must not be sent any more
     */
    public boolean expired(Instant now) {
        return expires != null && !expires.isAfter(now);
    }

    /** Returns the same cookie for one host and no other. */
    Cookie boundTo(String host) {
        Builder builder = toBuilder();
        builder.domain = host;
        builder.hostOnly = true;
        return new Cookie(builder);
    }

    /** Returns how it is sent, one letter a byte; what latin-1 cannot carry goes as UTF-8. */
    String pair() {
        String pair = name + "=" + value;
        return StandardCharsets.ISO_8859_1.newEncoder().canEncode(pair)
                ? pair
                : new String(pair.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private Builder toBuilder() {
        Builder builder = new Builder(name, value);
        builder.domain = domain;
        builder.path = path;
        builder.hostOnly = hostOnly;
        builder.secure = secure;
        builder.httpOnly = httpOnly;
        builder.sameSite = sameSite;
        builder.expires = expires;
        return builder;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cookie that
                && name.equals(that.name)
                && value.equals(that.value)
                && Objects.equals(domain, that.domain)
                && path.equals(that.path)
                && hostOnly == that.hostOnly
                && secure == that.secure
                && httpOnly == that.httpOnly
                && sameSite == that.sameSite
                && Objects.equals(expires, that.expires);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, value, domain, path);
    }

    /** Returns name, domain and path; not the value, which is often a secret. */
    @Override
    public String toString() {
        return "Cookie[" + name + " for " + (domain == null ? "any host" : domain) + path + "]";
    }

    /** Collects what makes a cookie. Not safe for use by many threads. */
    public static final class Builder {
        private final String name;
        private final String value;
        private @Nullable String domain;
        private String path = "/";
        private boolean hostOnly;
        private boolean secure;
        private boolean httpOnly;
        private @Nullable SameSite sameSite;
        private @Nullable Instant expires;

        private Builder(String name, String value) {
            this.name = name;
            this.value = value;
        }

        /**
         * Sets the domain, which the hosts below it share. If neither this nor {@link #host} is set, the cookie goes to
         * the first host that it is sent to.
         *
         * @param domain a name, with or without a dot at its start, or an address
         * @return this
         * @throws IllegalArgumentException if it is empty, or holds a port, a path or a blank
         */
        public Builder domain(String domain) {
            this.domain = requireHost(domain.startsWith(".") ? domain.substring(1) : domain);
            this.hostOnly = false;
            return this;
        }

        /**
         * Sets the one host that it goes to.
         *
         * @param host a name or an address
         * @return this
         * @throws IllegalArgumentException if it is empty, or holds a port, a path or a blank
         */
        public Builder host(String host) {
            this.domain = requireHost(host);
            this.hostOnly = true;
            return this;
        }

        private static String requireHost(String host) {
            String canonical = canonical(host);
            boolean address = Matching.isAddress(canonical) && canonical.matches("[0-9a-f:.]+(%.+)?");
            if (!address && !canonical.matches("[^\\s:/?#@;,\\[\\]\\p{Cntrl}]+")) {
                throw new IllegalArgumentException("Not a domain for a cookie: '" + host.replaceAll("\\p{Cntrl}", "?")
                        + "'; give a host name without scheme, port and path");
            }
            return canonical;
        }

        /**
         * Sets below which path it goes. If not set, everywhere.
         *
         * @param path starts with a slash
         * @return this
         * @throws IllegalArgumentException if it does not, or holds a semicolon or a control character
         */
        public Builder path(String path) {
            if (!path.startsWith("/") || path.indexOf(';') >= 0 || path.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "Not a path for a cookie: '" + path.replaceAll("\\p{Cntrl}", "?") + "'; start it with a slash");
            }
            this.path = path;
            return this;
        }

        /**
         * Sets whether it goes over https only. If not set, it goes over http too.
         *
         * @param secure true for https only
         * @return this
         */
        public Builder secure(boolean secure) {
            this.secure = secure;
            return this;
        }

        /**
         * Sets whether a browser would hide it from scripts. If not set, it would not.
         *
         * @param httpOnly true if it would
         * @return this
         */
        public Builder httpOnly(boolean httpOnly) {
            this.httpOnly = httpOnly;
            return this;
        }

        /**
         * Sets when a browser would send it from another site's page. If not set, nothing is said.
         *
         * @param sameSite the rule
         * @return this
         */
        public Builder sameSite(SameSite sameSite) {
            this.sameSite = Objects.requireNonNull(sameSite, "sameSite");
            return this;
        }

        /**
         * Sets when it ends. If not set, it ends with the session.
         *
         * @param expires the instant
         * @return this
         */
        public Builder expires(Instant expires) {
            this.expires = Objects.requireNonNull(expires, "expires");
            return this;
        }

        /**
         * Makes the cookie.
         *
         * @return the cookie
         */
        public Cookie build() {
            return new Cookie(this);
        }
    }
}
