package io.pilotlight.examples.parity;

/**
 * A deviation that is meant: which differences it explains, and why it is there. One difference each, as narrow as the
 * deviation is.
 *
 * @param name a short name; docs/http-parity.md has a row of that name
 * @param requests what requests does
 * @param ours what this client does
 * @param why the reason, in a sentence
 * @param explains says whether a difference is of this kind
 */
record Rule(String name, String requests, String ours, String why, Explains explains) {

    /** Looks at a difference, and at the case around it. */
    @FunctionalInterface
    interface Explains {
        boolean test(Difference difference, Circumstances about);
    }
}
