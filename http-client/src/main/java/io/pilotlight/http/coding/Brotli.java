package io.pilotlight.http.coding;

import java.io.IOException;
import java.io.InputStream;
import org.brotli.dec.BrotliInputStream;

/** The decoder of br, if its library is there: the one class that names it. */
final class Brotli {
    private static final boolean THERE = load();

    private Brotli() {}

    static boolean isThere() {
        return THERE;
    }

    static InputStream decoded(InputStream in, int buffer) throws IOException {
        return new BrotliInputStream(in, buffer);
    }

    private static boolean load() {
        try {
            return !BrotliInputStream.class.getName().isEmpty();
        } catch (NoClassDefFoundError notThere) {
            return false;
        }
    }
}
