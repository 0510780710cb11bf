package io.pilotlight.examples.property;

/**
 * What a client made of a sample.
 *
 * @param failed if it threw
 * @param text what came of it, or the name that requests has for what was thrown
 */
record Outcome(boolean failed, String text) {

    static Outcome of(String value) {
        return new Outcome(false, value);
    }

    static Outcome failure(String name) {
        return new Outcome(true, name);
    }

    @Override
    public String toString() {
        return failed ? text : Ascii.quoted(text);
    }
}
