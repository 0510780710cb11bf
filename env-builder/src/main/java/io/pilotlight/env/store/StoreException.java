package io.pilotlight.env.store;

import java.io.IOException;
import java.io.Serial;

/** The store cannot be used: its folder cannot be written, or what is to be stored cannot be. */
public final class StoreException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, IOException cause) {
        super(message, cause);
    }
}
