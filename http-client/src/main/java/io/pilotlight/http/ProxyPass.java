package io.pilotlight.http;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What is said to an HTTP proxy about who one is. */
final class ProxyPass {
    static final String FIELD = "Proxy-Authorization";

    private ProxyPass() {}

    /** Says whether it is spoken to in HTTP without TLS. */
    static boolean isPlainHttp(Proxy proxy) {
        return proxy.kind() == Proxy.Kind.HTTP;
    }

    /** Where it is; its name is resolved when it is connected to. */
    static java.net.Proxy address(Proxy proxy) {
        String host = proxy.host();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new java.net.Proxy(java.net.Proxy.Type.HTTP, InetSocketAddress.createUnresolved(bare, proxy.port()));
    }

    /** The value of the field, if the proxy's URL has a user: Basic, in UTF-8 (RFC 7617). */
    static Optional<String> of(Proxy proxy) {
        return proxy.user().map(user -> {
            byte[] pair = (user + ":" + proxy.password().orElse("")).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        });
    }
}
