package io.pilotlight.benchmarks;

import java.io.InputStream;

/** So many bytes, which cost nothing to make. */
final class Nothings extends InputStream {
    private long left;

    Nothings(long length) {
        this.left = length;
    }

    @Override
    public int read() {
        return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (left <= 0) {
            return -1;
        }
        int count = (int) Math.min(left, length);
        left -= count;
        return count;
    }
}
