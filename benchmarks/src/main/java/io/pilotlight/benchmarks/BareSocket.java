package io.pilotlight.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What the loopback can carry: HTTP by hand over a socket, without a library.
 *
 * @param port where the server is
 */
record BareSocket(int port) {

    /** Asks for bytes, and returns how many came. */
    long down(long length, byte[] block) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(socket.getOutputStream(), "GET /" + length);
            InputStream in = socket.getInputStream();
            return LargeAnswers.take(in, LargeAnswers.lengthIn(LargeAnswers.head(in)), block);
        }
    }

    /** Sends bytes, and returns what the server says to that. */
    String up(InputStream content, long length, byte[] block) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            send(out, "POST /", "Content-Length: " + length);
            for (int read = content.read(block); read >= 0; read = content.read(block)) {
                out.write(block, 0, read);
            }
            InputStream in = socket.getInputStream();
            byte[] answer = in.readNBytes((int) LargeAnswers.lengthIn(LargeAnswers.head(in)));
            return new String(answer, StandardCharsets.US_ASCII);
        }
    }

    private static void send(OutputStream out, String line, String... fields) throws IOException {
        String head = line + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + (fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n") + "\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
    }
}
