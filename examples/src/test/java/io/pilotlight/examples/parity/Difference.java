package io.pilotlight.examples.parity;

import org.jspecify.annotations.Nullable;

/**
 * One field that is not the same.
 *
 * @param path where, such as {@code steps[0].headers.x-a} or {@code wire[1].body}
 * @param expected what requests has there, null if nothing
 * @param got what this client has there, null if nothing
 */
record Difference(
        String path, @Nullable Object expected, @Nullable Object got) {

    /** Says whether the path is of this form; {@code #} stands for a number. */
    boolean at(String form) {
        return path.matches(form.replace(".", "\\.")
                .replace("[", "\\[")
                .replace("#", "\\d+")
                .replace("*", ".*"));
    }

    /** Says whether the path is of one of these forms. */
    boolean atAny(String... forms) {
        for (String form : forms) {
            if (at(form)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the number between the first brackets of the path; 0 if there are none. */
    int index() {
        int open = path.indexOf('[');
        return open < 0 ? 0 : Integer.parseInt(path.substring(open + 1, path.indexOf(']')));
    }

    String expectedText() {
        return expected == null ? "" : String.valueOf(expected);
    }

    String gotText() {
        return got == null ? "" : String.valueOf(got);
    }
}
