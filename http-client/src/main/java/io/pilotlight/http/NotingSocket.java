package io.pilotlight.http;

import io.pilotlight.http.wire.FieldText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.SocketFactory;

/**
 * A socket that notes what it reads while the head of an answer is awaited: OkHttp reads heads as UTF-8, and what is not that is
 * lost in them. Beneath TLS nothing is noted. Used by one thread at a time.
 */
final class NotingSocket extends Socket {
    /** A longer head is not noted to its end. */
    private static final int ROOM = 8 << 10;

    private static final Pattern LINE = Pattern.compile("\r?\n");
    private static final Pattern END = Pattern.compile("\r?\n\r?\n");
    private static final Pattern INTERIM = Pattern.compile("HTTP/1\\.[01] 1(?!01)[0-9][0-9]");

    private final byte[] noted = new byte[ROOM];
    private int length;
    private int asked;
    private boolean noting;

    /** Makes such sockets. */
    static final class Factory extends SocketFactory {
        @Override
        public Socket createSocket() {
            return new NotingSocket();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
                throws IOException {
            return createSocket(address, port);
        }

        private static Socket connected(InetSocketAddress to) throws IOException {
            Socket socket = new NotingSocket();
            socket.connect(to);
            return socket;
        }
    }

    /** A head is awaited; interim ones before it are part of it. */
    void begin() {
        length = 0;
        asked = 0;
        noting = true;
    }

    /** The head is there. */
    void end() {
        noting = false;
    }

    /** Finds what a field said before it was read as UTF-8; asked for fields in the order in which they came. */
    Optional<String> field(String name, String utf8) {
        List<String> lines = head();
        for (int i = asked; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                String octets = line.substring(name.length() + 1).strip();
                if (decoded(octets).equals(utf8)) {
                    asked = i + 1;
                    return Optional.of(FieldText.of(name, octets));
                }
            }
        }
        return Optional.empty();
    }

    /** Finds what the words behind the status said before they were read as UTF-8. */
    Optional<String> reason(String utf8) {
        String[] parts = head().get(0).split(" ", 3);
        return parts.length == 3 && decoded(parts[2]).equals(utf8)
                ? Optional.of(FieldText.of(parts[2]))
                : Optional.empty();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new In(super.getInputStream());
    }

    /** Returns the lines of the last head: interim ones before it, and the content behind it, are none of it. */
    private List<String> head() {
        String[] heads = END.split(new String(noted, 0, length, StandardCharsets.ISO_8859_1), -1);
        int last = 0;
        while (last < heads.length - 1 && INTERIM.matcher(heads[last]).lookingAt()) {
            last++;
        }
        return List.of(LINE.split(heads[last], -1));
    }

    private static String decoded(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private final class In extends FilterInputStream {
        In(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int size) throws IOException {
            int read = in.read(into, offset, size);
            if (noting && read > 0) {
                int kept = Math.min(read, ROOM - length);
                System.arraycopy(into, offset, noted, length, kept);
                length += kept;
            }
            return read;
        }
    }
}
