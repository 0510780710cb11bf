package io.pilotlight.server;

import java.io.IOException;
import java.io.InputStream;

/** The body of a request on its way in: counts, stops at the limit, and remembers how it went. */
final class RequestStream extends InputStream {
    private final InputStream in;
    private final long limit;
    private long read;
    private volatile boolean tooLarge;
    private volatile boolean broken;

    RequestStream(InputStream in, long limit) {
        this.in = in;
        this.limit = limit;
    }

    /** Says whether the body went over the limit. */
    boolean tooLarge() {
        return tooLarge;
    }

    /** Says whether the client went away, or sent what cannot be read, before the body's end. */
    boolean broken() {
        return broken;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(into, offset, length);
        } catch (IOException e) {
            broken = true;
            throw e;
        }
        if (count > 0) {
            read += count;
            if (read > limit) {
                tooLarge = true;
                throw new IOException("The request's body is longer than the limit of " + limit
                        + " bytes; send less, or raise the server's maxBody");
            }
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
