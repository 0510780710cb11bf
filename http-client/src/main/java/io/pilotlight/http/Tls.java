package io.pilotlight.http;

import java.util.Map;

/** Whom to trust, and who one is. Immutable. */
public final class Tls {
    /** Trusts whom the JDK trusts. */
    public static final Tls DEFAULT = new Tls();

    private Tls() {}

    /** Trusts the bundle that the environment's variables name, if they do. */
    static Tls fromEnvironment(Map<String, String> variables) {
        return DEFAULT;
    }
}
