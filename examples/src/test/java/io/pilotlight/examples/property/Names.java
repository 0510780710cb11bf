package io.pilotlight.examples.property;

import io.pilotlight.http.InvalidHeaderException;
import io.pilotlight.http.InvalidSchemaException;
import io.pilotlight.http.InvalidUrlException;
import io.pilotlight.http.MissingSchemaException;
import java.util.Map;

/** The names that requests has for our exceptions. */
final class Names {
    private static final Map<Class<?>, String> NAMES = Map.of(
            InvalidUrlException.class, "InvalidURL",
            MissingSchemaException.class, "MissingSchema",
            InvalidSchemaException.class, "InvalidSchema",
            InvalidHeaderException.class, "InvalidHeader",
            IllegalArgumentException.class, "ValueError");

    private Names() {}

    /** An exception that is nobody's intention has a name of its own, which requests never has. */
    static String of(RuntimeException failure) {
        return NAMES.getOrDefault(failure.getClass(), failure.toString());
    }
}
