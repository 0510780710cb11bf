package io.pilotlight.http.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * A proxy to go through.
 *
 * @param kind what it speaks
 * @param host its name or address, an IPv6 address in brackets or not
 * @param port its port
 * @param user who we are; empty if nobody in particular
 * @param password empty if there is none
 */
public record ProxyServer(Kind kind, String host, int port, String user, String password) {

    /** What a proxy speaks. */
    public enum Kind {
        /** HTTP. */
        HTTP,
        /** HTTP over TLS. */
        HTTPS,
        /** SOCKS 4: we find the address of a host. */
        SOCKS4,
        /** SOCKS 4a: the proxy finds the address. */
        SOCKS4A,
        /** SOCKS 5 (RFC 1928): we find the address. */
        SOCKS5,
        /** SOCKS 5: the proxy finds the address. */
        SOCKS5H;

        boolean speaksHttp() {
            return this == HTTP || this == HTTPS;
        }

        boolean findsAddresses() {
            return this != SOCKS4 && this != SOCKS5;
        }
    }

    /** Refuses nulls. */
    public ProxyServer {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    /**
     * Returns what an HTTP proxy is told of who we are: Basic (RFC 7617), in UTF-8.
     *
     * @return the value of {@code Proxy-Authorization}, if we are somebody
     */
    public Optional<String> authorization() {
        if (!known()) {
            return Optional.empty();
        }
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    boolean known() {
        return !user.isEmpty() || !password.isEmpty();
    }

    /** Returns kind, host and port: who we are is a secret. */
    @Override
    public String toString() {
        return kind + " proxy " + host + ":" + port;
    }
}
