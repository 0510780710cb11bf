package io.pilotlight.http.text;

import java.io.IOException;
import java.io.Serial;

/** Says that a line does not end within its limit. */
public final class LineTooLongException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    LineTooLongException(long limit) {
        super("a line of more than " + limit + " characters");
    }
}
