package io.pilotlight.http.wire;

import io.pilotlight.core.http.Body;
import io.pilotlight.http.wire.WireException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes a request as it is: the head in one write, a small body with it, a longer one in blocks or chunks. */
final class RequestWriter {
    private static final int BLOCK = 16 << 10;
    private static final int SMALL = 8 << 10;
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

    private final WireRequest request;
    private final OutputStream out;
    private final Server server;

    /** What the other side says before it has the whole. */
    interface Server {
        /** Asked before each block but the first: whether there is no sense in sending more. */
        boolean refuses() throws IOException;

        /** Asked before a body whose request waits for leave (RFC 9110, section 10.1.1); does wait. Yes unless overridden. */
        default boolean givesLeave() throws IOException {
            return true;
        }
    }

    RequestWriter(WireRequest request, OutputStream out, Server server) {
        this.request = request;
        this.out = out;
        this.server = server;
    }

    /** Writes all; returns false if it stopped because of an answer. */
    boolean write() throws IOException {
        Body body = request.body();
        boolean chunked = request.headers().all("Transfer-Encoding").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("chunked"));
        boolean framed = chunked || request.headers().contains("Content-Length");
        long length = body.length().orElse(-1);
        String extra = "";
        if (!framed && (length > 0 || !body.repeatable())) {
            chunked = length < 0;
            extra = chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + length + "\r\n";
        }
        byte[] head = head(extra);
        if (!chunked && length == 0) {
            out.write(head);
            return true;
        }
        boolean asks = request.headers().all("Expect").stream().anyMatch("100-continue"::equalsIgnoreCase);
        if (!asks && !chunked && body.repeatable() && length > 0 && length <= SMALL) {
            out.write(together(head, length));
            return true;
        }
        out.write(head);
        if (asks && !server.givesLeave()) {
            return false;
        }
        return chunked ? chunks() : blocks(announced(length));
    }

    private byte[] head(String extra) {
        StringBuilder head = new StringBuilder(512);
        head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        return head.append(extra).append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private long announced(long known) throws WireException {
        String announced = request.headers().first("Content-Length").orElse(Long.toString(known));
        try {
            return Long.parseLong(announced);
        } catch (NumberFormatException e) {
            throw new WireException(Kind.BAD_SOURCE, "the Content-Length of the request is no number", e);
        }
    }

    private byte[] together(byte[] head, long length) throws IOException {
        byte[] content;
        try {
            content = request.body().bytes();
        } catch (IOException e) {
            throw unreadable(e);
        }
        requireLength(content.length, announced(length));
        byte[] all = new byte[head.length + content.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return all;
    }

    private boolean blocks(long announced) throws IOException {
        byte[] block = new byte[BLOCK];
        long written = 0;
        try (Content in = new Content(request.body())) {
            for (int read = in.read(block, 0, BLOCK); read >= 0; read = in.read(block, 0, BLOCK)) {
                if (written > 0 && server.refuses()) {
                    return false;
                }
                requireLength(Math.max(written + read, announced), announced);
                out.write(block, 0, read);
                written += read;
            }
        }
        requireLength(written, announced);
        return true;
    }

    private boolean chunks() throws IOException {
        int room = Integer.toHexString(BLOCK).length() + LINE_END.length;
        byte[] block = new byte[room + BLOCK + LINE_END.length];
        boolean first = true;
        try (Content in = new Content(request.body())) {
            for (int read = in.read(block, room, BLOCK); read >= 0; read = in.read(block, room, BLOCK)) {
                if (!first && server.refuses()) {
                    return false;
                }
                first = false;
                if (read > 0) {
                    writeChunk(block, room, read);
                }
            }
        }
        out.write(LAST_CHUNK);
        return true;
    }

    /** Puts size and line ends around a block that leaves room for them, so that it goes out in one write. */
    private void writeChunk(byte[] block, int room, int length) throws IOException {
        byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        int start = room - size.length;
        System.arraycopy(size, 0, block, start, size.length);
        System.arraycopy(LINE_END, 0, block, room + length, LINE_END.length);
        out.write(block, start, size.length + length + LINE_END.length);
    }

    private static void requireLength(long there, long announced) throws WireException {
        if (there != announced) {
            throw new WireException(
                    Kind.BAD_SOURCE,
                    "the body of the request has " + (there < announced ? "" : "more than ")
                            + Math.min(there, announced) + " bytes, where its Content-Length is " + announced,
                    null);
        }
    }

    private static WireException unreadable(IOException e) {
        return new WireException(Kind.BAD_SOURCE, "the body of the request cannot be read", e);
    }

    /** The body of the request, whose own failures are told from those of the connection. */
    private static final class Content implements AutoCloseable {
        private final InputStream in;

        Content(Body body) throws WireException {
            try {
                in = body.stream();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        int read(byte[] into, int offset, int length) throws WireException {
            try {
                return in.read(into, offset, length);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public void close() throws WireException {
            try {
                in.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }
}
