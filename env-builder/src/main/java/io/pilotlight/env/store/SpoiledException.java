package io.pilotlight.env.store;

import java.io.IOException;
import java.io.Serial;

/** What is stored is not what was stored: it is thrown away, and made anew. */
final class SpoiledException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    SpoiledException(String message) {
        super(message);
    }
}
