package io.pilotlight.http.wire;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.wire.HeadReader.Head;
import io.pilotlight.http.wire.WireException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Asks an HTTP proxy for a connection with a host (RFC 9110, section 9.3.6); what is sent behind it, the proxy cannot read. */
final class Tunnel {
    private static final int AUTHENTICATION_REQUIRED = 407;

    private final ProxyServer proxy;
    private final InputStream in;
    private final OutputStream out;

    Tunnel(ProxyServer proxy, InputStream in, OutputStream out) {
        this.proxy = proxy;
        this.in = in;
        this.out = out;
    }

    void connect(String host, int port, HeadLimits limits) throws IOException {
        String authority = host + ":" + port;
        HttpHeaders.Builder headers = HttpHeaders.builder().add("Host", authority);
        proxy.authorization().ifPresent(value -> headers.add("Proxy-Authorization", value));
        WireRequest request = new WireRequest("CONNECT", authority, headers.build(), Body.empty());
        new RequestWriter(request, out, () -> false).write();
        WireInput buffered = new WireInput(in);
        Head head = new HeadReader(buffered, limits).read();
        if (head.status() / 100 != 2) {
            throw refused("does not connect with " + authority + ": status " + head.status()
                    + (head.status() == AUTHENTICATION_REQUIRED ? ", it wants another user or password" : ""));
        }
        if (buffered.leftOver()) {
            throw refused("said something for " + authority + " before it was asked");
        }
    }

    private WireException refused(String how) {
        return new WireException(Kind.PROXY, "the " + proxy + " " + how, null);
    }
}
