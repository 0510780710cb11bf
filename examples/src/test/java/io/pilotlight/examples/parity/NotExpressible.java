package io.pilotlight.examples.parity;

import java.io.Serial;

/** Says that a case holds a value that the types of our API do not admit: the compiler refuses what requests does not. */
final class NotExpressible extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    NotExpressible(String what) {
        super(what);
    }
}
