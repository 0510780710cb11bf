package io.pilotlight.benchmarks;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Answers requests without a body by small JSON that names the target that was asked for.
 *
 * <p>One thread for all connections: a thread for each would have the luck of the scheduler, good or bad, as long as the
 * connection lasts, and with it the side that owns the connection.
 */
final class SmallAnswers {
    private static final int BUFFER = 8 << 10;
    private static final String BEFORE = "{\"asked\":\"";
    private static final String AFTER =
            "\",\"customer\":\"c-1024\",\"items\":[{\"sku\":\"A-17\",\"quantity\":2}],\"paid\":true}";

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);

    SmallAnswers(ServerSocketChannel listener) throws IOException {
        this.listener = listener;
        this.selector = Selector.open();
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Returns the content of the answer to a target. */
    static byte[] content(String target) {
        return (BEFORE + target + AFTER).getBytes(StandardCharsets.US_ASCII);
    }

    /** Serves for ever. */
    void serve() throws IOException {
        while (selector.isOpen()) {
            selector.select(this::ready);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel connection = listener.accept();
                connection.configureBlocking(false);
                connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
                connection.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(BUFFER));
            } else if (!answered((SocketChannel) key.channel(), (ByteBuffer) key.attachment())) {
                key.channel().close();
            }
        } catch (IOException hungUp) {
            key.cancel();
        }
    }

    /** Answers each request that is there; false if no more will come. */
    private boolean answered(SocketChannel connection, ByteBuffer in) throws IOException {
        if (connection.read(in) < 0) {
            return false;
        }
        in.flip();
        for (int end = endOfHead(in); end >= 0; end = endOfHead(in)) {
            answer(connection, in);
            in.position(end);
        }
        in.compact();
        return true;
    }

    /** Returns the place behind the next empty line; -1 if there is none. */
    private static int endOfHead(ByteBuffer in) {
        for (int i = in.position() + 3; i < in.limit(); i++) {
            if (in.get(i) == '\n' && in.get(i - 2) == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private void answer(SocketChannel connection, ByteBuffer in) throws IOException {
        int start = after(in, in.position(), ' ');
        int length = after(in, start, ' ') - 1 - start;
        out.clear();
        put("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ");
        put(Integer.toString(BEFORE.length() + length + AFTER.length()));
        put("\r\n\r\n");
        put(BEFORE);
        for (int i = start; i < start + length; i++) {
            out.put(in.get(i));
        }
        put(AFTER);
        out.flip();
        while (out.hasRemaining()) {
            connection.write(out);
        }
    }

    private static int after(ByteBuffer in, int from, char mark) {
        int at = from;
        while (in.get(at) != mark) {
            at++;
        }
        return at + 1;
    }

    private void put(String text) {
        for (int i = 0; i < text.length(); i++) {
            out.put((byte) text.charAt(i));
        }
    }
}
