package io.pilotlight.http;

import java.io.IOException;
import java.io.InputStream;

/** The body of an answer: says in our words why it broke off, and gives its permit back at its end or when it is closed. */
final class NetworkBody extends InputStream {
    private final InputStream in;
    private final PreparedRequest request;
    private final Permits.Permit permit;

    NetworkBody(InputStream in, PreparedRequest request, Permits.Permit permit) {
        this.in = in;
        this.request = request;
        this.permit = permit;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0; // without a look: okio would wait until something is there
        }
        try {
            int read = in.read(into, offset, length);
            if (read < 0) {
                permit.release();
            }
            return read;
        } catch (IOException e) {
            throw NetworkFailure.of(e, request, NetworkFailure.Phase.BODY);
        }
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        try {
            in.close();
        } finally {
            permit.release();
        }
    }
}
