package io.pilotlight.http.coding;

import java.io.IOException;
import java.io.InputStream;
import org.brotli.dec.BrotliInputStream;

/** The decoder of br: the one class that names its library, and that cannot be used where that is not there. */
final class Brotli {
    private Brotli() {}

    /** Throws a {@link NoClassDefFoundError} if the library is not there; often before the first line is reached. */
    static void require() {
        if (BrotliInputStream.class.getName().isEmpty()) {
            throw new NoClassDefFoundError();
        }
    }

    static InputStream decoded(InputStream in, int buffer) throws IOException {
        return new BrotliInputStream(in, buffer);
    }
}
