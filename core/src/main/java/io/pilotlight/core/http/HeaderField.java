package io.pilotlight.core.http;

import java.util.Objects;

/**
 * One header field. Checked character by character without a stream: each field of each message comes by here.
 *
 * @param name a token
 * @param value the value
 */
record HeaderField(String name, String value) {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final boolean[] IN_TOKEN = new boolean[128];

    static {
        for (char c = 0; c < IN_TOKEN.length; c++) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            IN_TOKEN[c] = letter || (c >= '0' && c <= '9') || TOKEN_MARKS.indexOf(c) >= 0;
        }
    }

    /** Checks both. */
    HeaderField {
        requireToken(name);
        requireValue(name, value);
    }

    private static void requireToken(String name) {
        Objects.requireNonNull(name, "name");
        boolean token = !name.isEmpty();
        for (int i = 0; token && i < name.length(); i++) {
            char c = name.charAt(i);
            token = c < IN_TOKEN.length && IN_TOKEN[c];
        }
        if (!token) {
            throw new IllegalArgumentException(
                    "Not a header name: " + quoted(name) + "; use letters, digits and " + TOKEN_MARKS);
        }
    }

    private static void requireValue(String name, String value) {
        Objects.requireNonNull(value, name);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            // 0x80 to 0x9f are lawful (obs-text): half of a character's UTF-8, when its bytes are read as latin-1
            if (c == 0x7f || (c < ' ' && c != '\t')) {
                throw new IllegalArgumentException(
                        "Header " + name + " holds a control character: " + quoted(value) + "; leave it out");
            }
        }
        if (!value.isEmpty() && (isBlank(value, 0) || isBlank(value, value.length() - 1))) {
            throw new IllegalArgumentException(
                    "Header " + name + " has a blank at an end: " + quoted(value) + "; strip it");
        }
    }

    private static boolean isBlank(String value, int at) {
        return value.charAt(at) == ' ' || value.charAt(at) == '\t';
    }

    private static String quoted(String text) {
        return '"' + text.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0") + '"';
    }

    @Override
    public String toString() {
        return name + ": " + value;
    }
}
