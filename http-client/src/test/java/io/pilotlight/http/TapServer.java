package io.pilotlight.http;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A bare server on a loopback socket: keeps what it saw, byte for byte, and answers what a test tells it to. */
final class TapServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Script script;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    TapServer(Script script) throws IOException {
        this.script = script;
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    /** Answers each request with the same bytes, and keeps the connection. */
    static TapServer saying(String... lines) throws IOException {
        byte[] answer = String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1);
        return new TapServer((request, out) -> {
            out.write(answer);
            return true;
        });
    }

    /** Answers each request with a text, and keeps the connection. */
    static TapServer ok(String text) throws IOException {
        return saying("HTTP/1.1 200 OK", "Content-Length: " + text.length(), "", text);
    }

    /** What a test does with a request. */
    interface Script {
        /** Writes an answer; returns whether the connection is kept. */
        boolean answer(Seen request, OutputStream out) throws Exception;
    }

    /** A request as it arrived. */
    record Seen(String line, List<String> fields, byte[] body) {
        String target() {
            return line.split(" ", 3)[1];
        }

        String field(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return fields.stream()
                    .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(field -> field.substring(start.length()).strip())
                    .findFirst()
                    .orElse("-");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + listener.getLocalPort() + path;
    }

    int port() {
        return listener.getLocalPort();
    }

    List<Seen> seen() {
        return seen;
    }

    Seen last() {
        return seen.get(seen.size() - 1);
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Closeable each : open) {
            each.close();
        }
    }

    private static void start(Runnable action) {
        Thread thread = new Thread(action, "tap");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (true) {
                Seen request = read(socket.getInputStream());
                seen.add(request);
                boolean keep = script.answer(request, socket.getOutputStream());
                socket.getOutputStream().flush();
                if (!keep) {
                    return;
                }
            }
        } catch (Exception hungUp) {
            // the client went away, or the test is over
        }
    }

    private static Seen read(InputStream in) throws IOException {
        String line = line(in);
        List<String> fields = new ArrayList<>();
        long length = 0;
        boolean chunked = false;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            fields.add(field);
            String lower = field.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            }
            chunked |= lower.equals("transfer-encoding: chunked");
        }
        return new Seen(line, fields, chunked ? chunks(in) : in.readNBytes((int) length));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.substring(0, line.length() - 1);
    }
}
