package io.pilotlight.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A bare socket that sends what it is told, byte for byte, and shows what came back. */
final class RawClient implements AutoCloseable {
    private final Socket socket;

    RawClient(HttpServer server) throws IOException {
        socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
    }

    /** Sends one request on a connection of its own and reads to the end of the connection. */
    static String ask(HttpServer server, String request) throws IOException {
        try (RawClient client = new RawClient(server)) {
            return client.send(request).rest();
        }
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads the status line and the header fields, with the empty line behind them. */
    String head() throws IOException {
        return until("\r\n\r\n");
    }

    /** Reads up to and with a text; to the end of the connection if it does not come. */
    String until(String mark) throws IOException {
        StringBuilder read = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (read.indexOf(mark) < 0) {
            int next = in.read();
            if (next < 0) {
                return read.toString();
            }
            read.append((char) next);
        }
        return read.toString();
    }

    String rest() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(read);
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
