package io.pilotlight.http;

import java.util.Optional;

/** What is said to an HTTP proxy about who one is. */
final class ProxyPass {
    static final String FIELD = "Proxy-Authorization";

    private ProxyPass() {}

    /** Says whether it is spoken to in HTTP without TLS. */
    static boolean isPlainHttp(Proxy proxy) {
        return false;
    }

    /** Where it is; its name is resolved when it is connected to. */
    static java.net.Proxy address(Proxy proxy) {
        return java.net.Proxy.NO_PROXY;
    }

    /** The value of the field, if the proxy's URL has a user. */
    static Optional<String> of(Proxy proxy) {
        return Optional.empty();
    }
}
