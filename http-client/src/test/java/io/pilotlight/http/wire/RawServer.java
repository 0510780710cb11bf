package io.pilotlight.http.wire;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of which a test says, byte for byte, what happens on each connection. */
final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Script script;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger visits = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    RawServer(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), script);
    }

    RawServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
        start(this::accept);
    }

    /** What happens on a connection; it is closed behind it. */
    interface Script {
        void run(Visit visit) throws Exception;
    }

    /** Answers one request of each connection. */
    static RawServer answering(String raw) throws IOException {
        return new RawServer(visit -> {
            visit.head();
            visit.say(raw);
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many connections there were. */
    int visits() {
        return visits.get();
    }

    /** The heads that came, whole. */
    List<String> heads() {
        return heads;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Closeable each : open) {
            each.close();
        }
    }

    private static void start(Runnable action) {
        Thread thread = new Thread(action, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                int number = visits.incrementAndGet();
                start(() -> serve(number, socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(int number, Socket socket) {
        try (socket) {
            script.run(new Visit(number, socket));
        } catch (Exception hungUp) {
            // the client went away, or the test is over
        }
    }

    /** One connection. */
    final class Visit {
        private final int number;
        private final Socket socket;

        private Visit(int number, Socket socket) {
            this.number = number;
            this.socket = socket;
        }

        int number() {
            return number;
        }

        InputStream in() throws IOException {
            return socket.getInputStream();
        }

        OutputStream out() throws IOException {
            return socket.getOutputStream();
        }

        /** Reads a head, to its empty line. */
        String head() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in().read();
                if (next < 0) {
                    throw new EOFException();
                }
                head.write(next);
            }
            heads.add(head.toString(StandardCharsets.ISO_8859_1));
            return head.toString(StandardCharsets.ISO_8859_1);
        }

        String body(int length) throws IOException {
            return new String(in().readNBytes(length), StandardCharsets.ISO_8859_1);
        }

        void say(String raw) throws IOException {
            out().write(raw.getBytes(StandardCharsets.ISO_8859_1));
            out().flush();
        }
    }
}
