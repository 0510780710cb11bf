package io.pilotlight.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/** What a server was told, checked. */
record Listening(String host, int port, int maxThreads, long maxBody, Duration idleTimeout, Duration stopTimeout) {
    Listening {
        require(!host.isBlank(), "host", host, "name an interface, such as 127.0.0.1");
        require(port >= 0 && port <= 65_535, "port", port, "take 1 to 65535, or 0 for a free one");
        require(maxThreads >= 1, "maxThreads", maxThreads, "take 1 or more");
        require(maxBody >= 0, "maxBody", maxBody, "take the number of bytes, 0 or more");
        require(idleTimeout.toMillis() > 0, "idleTimeout", idleTimeout, "take a millisecond or more");
        require(!stopTimeout.isNegative(), "stopTimeout", stopTimeout, "take zero or more");
    }

    /** Tells how to reach an address; one that means every interface is reached by loopback. */
    static URI uri(String host, InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String name = host;
        if (ip != null && ip.isAnyLocalAddress()) {
            name = ip.getAddress().length == 4 ? "127.0.0.1" : "[::1]";
        } else if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
            name = "[" + host + "]";
        }
        return URI.create("http://" + name + ":" + address.getPort());
    }

    private static void require(boolean holds, String option, Object value, String advice) {
        if (!holds) {
            throw new IllegalArgumentException("Not a usable " + option + ": " + value + "; " + advice);
        }
    }
}
