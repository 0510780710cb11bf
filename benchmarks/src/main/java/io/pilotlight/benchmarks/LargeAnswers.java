package io.pilotlight.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends as many bytes as the path of a GET says; takes those of any other request, and answers with their number. */
final class LargeAnswers {
    static final int BLOCK = 64 << 10;

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");
    private static final Pattern ASKED = Pattern.compile("GET /([0-9]+) ");

    private LargeAnswers() {}

    /** Serves for ever, each connection on a thread of its own. */
    static void serve(ServerSocketChannel listener) throws IOException {
        while (listener.isOpen()) {
            Socket connection = listener.accept().socket();
            Thread thread = new Thread(() -> serve(connection));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = connection.getInputStream();
            OutputStream out = connection.getOutputStream();
            byte[] block = new byte[BLOCK];
            while (true) {
                answer(head(in), in, out, block);
            }
        } catch (IOException hungUp) {
            // that is how a connection ends
        }
    }

    private static void answer(String head, InputStream in, OutputStream out, byte[] block) throws IOException {
        Matcher asked = ASKED.matcher(head);
        if (asked.lookingAt()) {
            long length = Long.parseLong(asked.group(1));
            out.write(head(length).getBytes(StandardCharsets.US_ASCII));
            send(out, length, block);
        } else {
            String taken = Long.toString(take(in, lengthIn(head), block));
            out.write((head(taken.length()) + taken).getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }

    private static String head(long length) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: " + length + "\r\n\r\n";
    }

    /** Reads the head of a message, up to and with its empty line, and no further. */
    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("hung up");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Returns the length of the content that a head names. */
    static long lengthIn(String head) throws IOException {
        Matcher length = LENGTH.matcher(head);
        if (!length.find()) {
            throw new IOException("A length must be named");
        }
        return Long.parseLong(length.group(1));
    }

    /** Sends bytes that say nothing. */
    static void send(OutputStream out, long length, byte[] block) throws IOException {
        for (long left = length; left > 0; left -= block.length) {
            out.write(block, 0, (int) Math.min(left, block.length));
        }
    }

    /** Reads as many bytes as there are to be, and returns how many there were. */
    static long take(InputStream in, long length, byte[] block) throws IOException {
        long taken = 0;
        while (taken < length) {
            int read = in.read(block, 0, (int) Math.min(block.length, length - taken));
            if (read < 0) {
                return taken;
            }
            taken += read;
        }
        return taken;
    }
}
