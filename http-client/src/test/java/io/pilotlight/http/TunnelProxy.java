package io.pilotlight.http;

import java.io.Closeable;
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

/** An HTTP proxy that digs tunnels, or says why it does not; keeps the heads that it was asked with. */
final class TunnelProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final String answer;

    /** Digs if the answer is a 200. */
    TunnelProxy(String answer) throws IOException {
        this.answer = answer;
        start(this::accept);
    }

    static TunnelProxy digging() throws IOException {
        return new TunnelProxy("HTTP/1.1 200 Dug\r\n\r\n");
    }

    String url(String userInfo) {
        return "http://" + userInfo + "127.0.0.1:" + listener.getLocalPort();
    }

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

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                start(() -> serve(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket client) {
        try {
            String head = head(client.getInputStream());
            heads.add(head);
            client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            if (answer.startsWith("HTTP/1.1 200")) {
                String target = head.split(" ", 3)[1];
                int colon = target.lastIndexOf(':');
                Socket server = new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
                open.add(server);
                start(() -> pump(server, client));
                pump(client, server);
            } else {
                client.close();
            }
        } catch (IOException hungUp) {
            // the client went away, or the test is over
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
        } catch (IOException hungUp) {
            // one end went away
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("cut");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void start(Runnable action) {
        Thread thread = new Thread(action, "tunnel");
        thread.setDaemon(true);
        thread.start();
    }
}
