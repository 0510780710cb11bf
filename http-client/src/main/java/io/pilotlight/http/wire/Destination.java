package io.pilotlight.http.wire;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes, and by which way.
 *
 * @param secure whether TLS is spoken with the host
 * @param host its name or address, an IPv6 address in brackets
 * @param port its port
 * @param proxy what stands between, null if nothing does
 * @param tls for the host, and for a proxy that speaks TLS
 */
public record Destination(
        boolean secure, String host, int port, @Nullable ProxyServer proxy, WireTls tls) {

    /** Refuses nulls. */
    public Destination {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(tls, "tls");
    }

    /**
     * Says whether the request line must hold the whole URL, since a proxy reads it (RFC 9112, section 3.2.2).
     *
     * @return true for plain HTTP by way of an HTTP proxy
     */
    public boolean absoluteForm() {
        return proxy != null && proxy.kind().speaksHttp() && !secure;
    }

    /** What connections must have in common to be used for one another. */
    Destination key() {
        return absoluteForm() ? new Destination(false, "", 0, proxy, tls) : this;
    }

    @Override
    public String toString() {
        return host + ":" + port + (proxy == null ? "" : " by way of " + proxy);
    }
}
