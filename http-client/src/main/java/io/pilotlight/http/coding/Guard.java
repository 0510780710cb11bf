package io.pilotlight.http.coding;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts bytes, and lets so many through only as their ratio to what arrived permits. */
final class Guard extends FilterInputStream {
    /** What may be decoded of anything: a page of blanks is no bomb. */
    static final long ALLOWANCE = 16 << 20;

    private final Counter wire;
    private final int ratio;
    private long count;

    Guard(InputStream in, Counter wire, int ratio) {
        super(in);
        this.wire = wire;
        this.ratio = ratio;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        count += Math.max(read, 0);
        if (count > ALLOWANCE && count / ratio > wire.count) {
            throw new BombException("more than " + ratio + " times the " + wire.count + " bytes that arrived");
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** How many bytes arrived. */
    static final class Counter extends FilterInputStream {
        private long count;

        Counter(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            count += Math.max(read, 0);
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
