package io.pilotlight.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stream in arrays of a size, each read when it is asked for. */
final class Chunks implements Iterator<byte[]> {
    private final int size;
    private final InputStream in;
    private byte @Nullable [] next;

    Chunks(int size, Supplier<InputStream> in) {
        if (size < 1) {
            throw new IllegalArgumentException("Not a size of chunks: " + size + "; take 1 or more");
        }
        this.size = size;
        this.in = in.get();
    }

    @Override
    public boolean hasNext() {
        return peek().length > 0;
    }

    @Override
    public byte[] next() {
        byte[] chunk = peek();
        if (chunk.length == 0) {
            throw new NoSuchElementException("The content is at its end; ask hasNext() first");
        }
        next = null;
        return chunk;
    }

    private byte[] peek() {
        if (next == null) {
            try {
                next = in.readNBytes(size);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return next;
    }
}
