package io.pilotlight.http.zstd;

import java.io.IOException;
import java.io.Serial;

/** Says that what is read is no Zstandard. */
final class CorruptException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    CorruptException(String what) {
        super("Not Zstandard (RFC 8878): " + what);
    }

    /** Throws unless something holds. */
    static void unless(boolean holds, String what) throws CorruptException {
        if (!holds) {
            throw new CorruptException(what);
        }
    }
}
