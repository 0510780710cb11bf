package io.pilotlight.http.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** A connection that exchanges can be made over, one after the other. */
final class Connection {
    private final Destination key;
    private final TimedSocket line;
    private final boolean plain;
    private final WireInput in;
    private final OutputStream out;
    private long idleSince;

    /**
     * Takes over a connection.
     *
     * @param line the socket on the network
     * @param socket what is spoken over: the same, or TLS on top of it
     */
    Connection(Destination key, TimedSocket line, Socket socket) throws IOException {
        this.key = key;
        this.line = line;
        this.plain = line == socket;
        this.in = new WireInput(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    Destination key() {
        return key;
    }

    TimedSocket line() {
        return line;
    }

    WireInput in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** Says whether an answer has begun; over TLS that cannot be known without waiting. */
    boolean answered() throws IOException {
        return plain && in.available();
    }

    /** Says whether nothing stands against another exchange, as far as can be known without waiting. */
    boolean fresh() {
        return !in.leftOver() && !line.readable();
    }

    boolean leftOver() {
        return in.leftOver();
    }

    long idleSince() {
        return idleSince;
    }

    void idleSince(long nanos) {
        idleSince = nanos;
    }

    void close() {
        line.abort();
    }
}
