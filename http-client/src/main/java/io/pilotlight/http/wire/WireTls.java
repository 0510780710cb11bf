package io.pilotlight.http.wire;

import java.util.Objects;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust, and what to show. Connections are shared between requests with the same factory and verifier, by identity.
 *
 * @param factory makes the secure sockets
 * @param verifier says whether a certificate is for a host; null leaves that to the JDK's rule for HTTPS (RFC 2818)
 */
public record WireTls(SSLSocketFactory factory, @Nullable HostnameVerifier verifier) {

    /** Refuses a null factory. */
    public WireTls {
        Objects.requireNonNull(factory, "factory");
    }
}
