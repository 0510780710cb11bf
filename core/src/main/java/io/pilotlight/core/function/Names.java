package io.pilotlight.core.function;

import java.util.regex.Pattern;

/** Which names functions, versions and aliases may have. */
final class Names {
    /** The qualifier of the version that was deployed last, in the place of a version or an alias. */
    static final String LATEST = "latest";

    private static final Pattern FUNCTION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private Names() {}

    static String function(String name) {
        return require(
                FUNCTION.matcher(name).matches(),
                name,
                "Not a function name",
                "use 1 to 64 letters, digits, dashes and underscores, a letter or digit first");
    }

    static String version(String name) {
        return require(
                VERSION.matcher(name).matches() && !name.equals(LATEST),
                name,
                "Not a version",
                "use 1 to 64 letters, digits, dots, underscores and dashes, but not '" + LATEST + "'");
    }

    /** Numbers are left to versions, so that nobody takes the one for the other. */
    static String alias(String name) {
        return require(
                FUNCTION.matcher(name).matches() && !DIGITS.matcher(name).matches() && !name.equals(LATEST),
                name,
                "Not an alias",
                "use 1 to 64 letters, digits, dashes and underscores, a letter or digit first, but not digits only and not '"
                        + LATEST + "'");
    }

    private static String require(boolean valid, String name, String what, String instead) {
        if (!valid) {
            throw new IllegalArgumentException(what + ": '" + name + "'; " + instead);
        }
        return name;
    }
}
