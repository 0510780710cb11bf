package io.pilotlight.http.coding;

import java.io.IOException;
import java.io.InputStream;
import org.brotli.dec.BrotliInputStream;

/** The decoder of br, if its library is there. */
final class Brotli {
    private static final boolean THERE = load();

    private Brotli() {}

    static boolean isThere() {
        return THERE;
    }

    static InputStream decoded(InputStream in, int buffer) throws IOException {
        return Library.decoded(in, buffer);
    }

    private static boolean load() {
        try {
            return Library.isThere();
        } catch (NoClassDefFoundError notThere) {
            return false;
        }
    }

    /** The one class that names the library: without it this class cannot be verified, and so not even be asked. */
    private static final class Library {
        private Library() {}

        static boolean isThere() {
            return !BrotliInputStream.class.getName().isEmpty();
        }

        static InputStream decoded(InputStream in, int buffer) throws IOException {
            return new BrotliInputStream(in, buffer);
        }
    }
}
