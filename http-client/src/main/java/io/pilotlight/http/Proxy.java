package io.pilotlight.http;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Through what a request goes. Immutable; never shows who one is to it.
 *
 * <pre>{@code
 * Proxy office = Proxy.of("http://me:secret@proxy.example:3128");
 * Proxy tunnel = Proxy.of("socks5h://localhost:1080");
 * }</pre>
 *
 * <p>An HTTP proxy reads requests to {@code http:} URLs, and for {@code https:} it is asked for a tunnel (CONNECT), in which it
 * reads nothing.
 */
public final class Proxy {
    /** Goes to the server itself. */
    public static final Proxy NONE = new Proxy(Kind.NONE, "", 0, null, null);

    private final Kind kind;
    private final String host;
    private final int port;
    private final @Nullable String user;
    private final @Nullable String password;

    /** What a proxy speaks. */
    public enum Kind {
        /** There is no proxy. */
        NONE(0),
        /** HTTP; port 80 if none is said. */
        HTTP(80),
        /** HTTP over TLS to the proxy; port 443 if none is said. */
        HTTPS(443),
        /** SOCKS 4: this machine looks up names, IPv4 only; port 1080 if none is said, as for the other three. */
        SOCKS4(1080),
        /** SOCKS 4a: the proxy looks up names. */
        SOCKS4A(1080),
        /** SOCKS 5 (RFC 1928): this machine looks up names. */
        SOCKS5(1080),
        /** SOCKS 5: the proxy looks up names, so that those are found which only it knows. */
        SOCKS5H(1080);

        private final int defaultPort;

        Kind(int defaultPort) {
            this.defaultPort = defaultPort;
        }

        private static Kind of(String scheme) {
            for (Kind kind : values()) {
                if (kind != NONE && kind.name().toLowerCase(Locale.ROOT).equals(scheme)) {
                    return kind;
                }
            }
            throw new InvalidProxyUrlException(
                    "Not a kind of proxy: '" + scheme + "'; take http, https, socks4, socks4a, socks5 or socks5h",
                    null);
        }
    }

    private Proxy(Kind kind, String host, int port, @Nullable String user, @Nullable String password) {
        this.kind = kind;
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /**
     * Reads the URL of a proxy.
     *
     * @param url such as {@code http://host:3128}, {@code socks5h://user:password@host} or {@code host:3128}: without a
     *     scheme, HTTP; user and password percent-encoded; a path is ignored
     * @return the proxy
     * @throws InvalidProxyUrlException if there is no host, no such kind, or no such port
     */
    public static Proxy of(String url) {
        String text = url.strip();
        Url parts = parse(text.contains("://") ? text : "http://" + withoutSlashes(text));
        if (parts.host().isEmpty()) {
            throw unusable(text);
        }
        Kind kind = Kind.of(parts.scheme());
        Integer port = parts.port();
        String userInfo = parts.userInfo();
        if (userInfo == null || userInfo.isEmpty()) {
            return new Proxy(kind, parts.host(), port == null ? kind.defaultPort : port, null, null);
        }
        int colon = userInfo.indexOf(':');
        return new Proxy(
                kind,
                parts.host(),
                port == null ? kind.defaultPort : port,
                PercentEncoding.decode(colon < 0 ? userInfo : userInfo.substring(0, colon)),
                colon < 0 ? null : PercentEncoding.decode(userInfo.substring(colon + 1)));
    }

    /**
     * Returns what the proxy speaks.
     *
     * @return its kind; {@link Kind#NONE} for {@link #NONE}
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the proxy's host.
     *
     * @return a name or an address, an IPv6 address in brackets; empty for {@link #NONE}
     */
    public String host() {
        return host;
    }

    /**
     * Returns the proxy's port.
     *
     * @return as written, or that of its kind; 0 for {@link #NONE}
     */
    public int port() {
        return port;
    }

    /**
     * Returns who one is to the proxy.
     *
     * @return the user, decoded, if the URL had one
     */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /**
     * Returns what proves it.
     *
     * @return the password, decoded, if the URL had one
     */
    public Optional<String> password() {
        return Optional.ofNullable(password);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Proxy that
                && kind == that.kind
                && port == that.port
                && host.equals(that.host)
                && Objects.equals(user, that.user)
                && Objects.equals(password, that.password);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, host, port, user, password);
    }

    /** Returns the proxy's URL, without who one is. */
    @Override
    public String toString() {
        return kind == Kind.NONE
                ? "no proxy"
                : kind.name().toLowerCase(Locale.ROOT) + "://" + (user == null ? "" : "***@") + host + ":" + port;
    }

    private static Url parse(String text) {
        try {
            return Url.parse(text);
        } catch (InvalidUrlException e) {
            // not as the cause: its message may hold what looks like a host and is half a password
            throw unusable(text);
        }
    }

    private static String withoutSlashes(String text) {
        return text.startsWith("//") ? text.substring(2) : text;
    }

    private static InvalidProxyUrlException unusable(String text) {
        int at = text.lastIndexOf('@');
        String shown = at < 0 ? text : "***" + text.substring(at);
        return new InvalidProxyUrlException(
                "Not the URL of a proxy: '" + shown.replaceAll("\\p{Cntrl}", "?")
                        + "'; write scheme://user:password@host:port, user and password percent-encoded",
                null);
    }
}
