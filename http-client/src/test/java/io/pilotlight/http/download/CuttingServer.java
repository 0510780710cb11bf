package io.pilotlight.http.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A server of one file on a loopback socket, which hangs up at given offsets, at each once. */
final class CuttingServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final NavigableSet<Integer> cuts;
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile byte[] file;
    private volatile String fields;

    CuttingServer(byte[] file, String fields, List<Integer> cuts) throws IOException {
        this.file = file;
        this.fields = fields;
        this.cuts = new TreeSet<>(cuts);
        Thread thread = new Thread(this::accept, "cutting");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/file?token=secret";
    }

    /** What ranges were asked for; "-" for none. */
    List<String> ranges() {
        return ranges;
    }

    long sent() {
        return sent.get();
    }

    void replace(byte[] other, String itsFields) {
        file = other;
        fields = itsFields;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                answer(socket);
            } catch (IOException hungUp) {
                // by the client, or the test is over
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        String range = "-";
        String condition = "-";
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            String lower = line.toLowerCase(Locale.ROOT);
            range = lower.startsWith("range: ") ? line.substring(7) : range;
            condition = lower.startsWith("if-range: ") ? line.substring(10) : condition;
        }
        ranges.add(range);
        byte[] whole = file;
        boolean part = !range.equals("-") && fields.contains(": " + condition + "\r\n");
        int from = part ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
        String head = part
                ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + from + "-" + (whole.length - 1) + "/"
                        + whole.length + "\r\n"
                : "HTTP/1.1 200 OK\r\n";
        OutputStream out = socket.getOutputStream();
        out.write((head + fields + "Connection: close\r\nContent-Length: " + (whole.length - from) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        Integer cut = cuts.higher(from);
        int to = cut == null ? whole.length : cut;
        cuts.remove(to);
        out.write(whole, from, to - from);
        out.flush();
        sent.addAndGet(to - from);
    }
}
