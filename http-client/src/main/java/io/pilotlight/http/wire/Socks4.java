package io.pilotlight.http.wire;

import io.pilotlight.http.wire.WireException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks a SOCKS 4 proxy for a connection, with the host's name in 4a; a user, no password: the protocol has none. */
final class Socks4 {
    private static final int VERSION = 4;
    private static final int CONNECT = 1;
    private static final int GRANTED = 90;
    /** What stands for "the name follows". */
    private static final byte[] NO_ADDRESS = {0, 0, 0, 1};

    private final ProxyServer proxy;
    private final DataInputStream in;
    private final OutputStream out;

    Socks4(ProxyServer proxy, InputStream in, OutputStream out) {
        this.proxy = proxy;
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /** Asks for a connection with an address, or with a host whose address the proxy finds. */
    void connect(@Nullable InetAddress address, String host, int port) throws IOException {
        byte[] raw = address == null ? NO_ADDRESS : address.getAddress();
        if (raw.length != NO_ADDRESS.length) {
            throw refused("knows no IPv6, and " + host + " has no other address; take SOCKS 5");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(VERSION);
        request.write(CONNECT);
        request.write(port >> 8);
        request.write(port);
        request.write(raw);
        text(request, proxy.user());
        if (address == null) {
            text(request, host);
        }
        out.write(request.toByteArray());
        byte[] reply = new byte[8];
        in.readFully(reply);
        if (reply[0] != 0) {
            throw refused("speaks no SOCKS 4");
        }
        if (reply[1] != GRANTED) {
            throw refused("does not connect with " + host + ":" + port + ": reply " + (reply[1] & 0xff)
                    + (reply[1] == GRANTED + 1 ? ", rejected or failed" : ", it knows no such user"));
        }
    }

    private void text(ByteArrayOutputStream into, String text) throws IOException {
        if (text.indexOf(0) >= 0) {
            throw refused("takes no text with a zero in it");
        }
        into.write(text.getBytes(StandardCharsets.UTF_8));
        into.write(0);
    }

    private WireException refused(String how) {
        return new WireException(Kind.PROXY, "the " + proxy + " " + how, null);
    }
}
