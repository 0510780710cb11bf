package io.pilotlight.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that tells its failures as exceptions of this module. */
abstract class ReportingStream extends FilterInputStream {
    ReportingStream(InputStream in) {
        super(in);
    }

    /** Says what a failure of the stream means. */
    abstract RequestException report(IOException failure);

    /** Adds what is known here to a failure that was told as such below; if not overridden, nothing. */
    RequestException complete(RequestException failure) {
        return failure;
    }

    @Override
    public final int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] into, int offset, int length) {
        try {
            return in.read(into, offset, length);
        } catch (IOException e) {
            throw report(e);
        } catch (RequestException e) {
            throw complete(e);
        }
    }
}
