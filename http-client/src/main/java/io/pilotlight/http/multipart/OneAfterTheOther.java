package io.pilotlight.http.multipart;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Streams in sequence, each opened when the one before it has ended, and closed when it has ended itself. */
final class OneAfterTheOther extends InputStream {

    /** What can be opened. */
    interface Source {
        InputStream open() throws IOException;
    }

    private final Deque<Source> left;
    private final Closeable whole;
    private InputStream current = InputStream.nullInputStream();

    OneAfterTheOther(List<Source> sources, Closeable whole) {
        this.left = new ArrayDeque<>(sources);
        this.whole = whole;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int size) throws IOException {
        if (size == 0) {
            return 0;
        }
        while (true) {
            int count = current.read(into, offset, size);
            if (count >= 0) {
                return count;
            }
            if (left.isEmpty()) {
                return -1;
            }
            current.close();
            current = left.remove().open();
        }
    }

    /** Closes what is open, and gives up what was not opened. */
    @Override
    public void close() throws IOException {
        left.clear();
        try (whole) {
            current.close();
        }
    }
}
