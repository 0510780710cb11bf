package io.pilotlight.http;

/** Which requests are tried again, how often and when. Immutable. */
public final class Retries {
    private static final Retries NONE = new Retries();

    private Retries() {}

    /**
     * Tries nothing again.
     *
     * @return no retries
     */
    public static Retries none() {
        return NONE;
    }
}
