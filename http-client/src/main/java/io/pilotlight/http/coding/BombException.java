package io.pilotlight.http.coding;

import java.io.IOException;
import java.io.Serial;

/** Says that a content grows far beyond what arrived of it. */
public final class BombException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    BombException(String message) {
        super(message);
    }
}
