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

/** Asks a SOCKS 5 proxy for a connection (RFC 1928), with user and password if there are any (RFC 1929). */
final class Socks5 {
    private static final int VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int USER_AND_PASSWORD = 2;
    private static final int CONNECT = 1;
    private static final int IP_V4 = 1;
    private static final int NAME = 3;
    private static final int IP_V6 = 4;
    private static final int LONGEST = 255;

    private final ProxyServer proxy;
    private final DataInputStream in;
    private final OutputStream out;

    Socks5(ProxyServer proxy, InputStream in, OutputStream out) {
        this.proxy = proxy;
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /** Asks for a connection with an address, or with a host whose address the proxy finds. */
    void connect(@Nullable InetAddress address, String host, int port) throws IOException {
        greet();
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(VERSION);
        request.write(CONNECT);
        request.write(0);
        if (address == null) {
            request.write(NAME);
            text(request, "host", host);
        } else {
            byte[] raw = address.getAddress();
            request.write(raw.length == 4 ? IP_V4 : IP_V6);
            request.write(raw);
        }
        request.write(port >> 8);
        request.write(port);
        out.write(request.toByteArray());
        requireGranted(host, port);
    }

    private void greet() throws IOException {
        boolean known = proxy.known();
        out.write(
                known
                        ? new byte[] {VERSION, 2, NO_AUTHENTICATION, USER_AND_PASSWORD}
                        : new byte[] {VERSION, 1, NO_AUTHENTICATION});
        requireVersion(in.readUnsignedByte());
        int method = in.readUnsignedByte();
        if (known && method == USER_AND_PASSWORD) {
            authenticate();
        } else if (method != NO_AUTHENTICATION) {
            throw refused(known ? "takes no user and password" : "wants a user and a password; put them into its URL");
        }
    }

    private void authenticate() throws IOException {
        ByteArrayOutputStream credentials = new ByteArrayOutputStream();
        credentials.write(1);
        text(credentials, "user", proxy.user());
        text(credentials, "password", proxy.password());
        out.write(credentials.toByteArray());
        in.readUnsignedByte();
        if (in.readUnsignedByte() != 0) {
            throw refused("does not take this user and password");
        }
    }

    private void requireGranted(String host, int port) throws IOException {
        requireVersion(in.readUnsignedByte());
        int reply = in.readUnsignedByte();
        if (reply != 0) {
            throw refused("does not connect with " + host + ":" + port + ": " + meaning(reply));
        }
        in.readUnsignedByte();
        int kind = in.readUnsignedByte();
        int length =
                switch (kind) {
                    case IP_V4 -> 4;
                    case IP_V6 -> 16;
                    case NAME -> in.readUnsignedByte();
                    default -> throw refused("answers with an address of the unknown kind " + kind);
                };
        in.readFully(new byte[length + 2]);
    }

    private void text(ByteArrayOutputStream into, String what, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST) {
            throw refused("takes a " + what + " of " + LONGEST + " bytes at most, and was given " + bytes.length);
        }
        into.write(bytes.length);
        into.write(bytes);
    }

    private void requireVersion(int version) throws IOException {
        if (version != VERSION) {
            throw refused("speaks no SOCKS 5");
        }
    }

    private WireException refused(String how) {
        return new WireException(Kind.PROXY, "the " + proxy + " " + how, null);
    }

    /** What a reply means (RFC 1928, section 6). */
    private static String meaning(int reply) {
        return switch (reply) {
            case 1 -> "general failure";
            case 2 -> "not allowed by its rules";
            case 3 -> "network unreachable";
            case 4 -> "host unreachable";
            case 5 -> "connection refused";
            case 6 -> "time to live expired";
            case 7 -> "it knows no CONNECT";
            case 8 -> "it knows no such kind of address";
            default -> "reply " + reply;
        };
    }
}
