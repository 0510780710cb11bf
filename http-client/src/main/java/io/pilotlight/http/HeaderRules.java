package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;

/** What may go into a header field, and how one set of fields is laid over another. */
final class HeaderRules {
    private static final int LATIN_1_END = 0xff;

    private HeaderRules() {}

    /** Sets a field, or says why it must not be sent; the value is not quoted, for it may be a secret. */
    static void set(HttpHeaders.Builder headers, String name, String value) {
        if (value.chars().anyMatch(c -> c > LATIN_1_END)) {
            throw beyondLatin1(name);
        }
        try {
            headers.set(name, value);
        } catch (IllegalArgumentException e) {
            throw new InvalidHeaderException(
                    "Header '" + name.replaceAll("\\p{Cntrl}", "?")
                            + "' cannot be sent: a name is a token, and a value has no control character and no blank at its ends",
                    null);
        }
    }

    /** Says that a value holds what no header field can. */
    static InvalidHeaderException beyondLatin1(String name) {
        return new InvalidHeaderException(
                "Header " + name
                        + " holds a character beyond latin-1, which HTTP cannot carry; encode it (RFC 8187) or send it in the body",
                null);
    }

    /** Lays fields over others: a name that is on top replaces all of that name below, in their place. */
    static void overlay(HttpHeaders.Builder below, HttpHeaders top) {
        if (top.size() == 0) {
            return;
        }
        for (String name : top.names()) {
            boolean first = true;
            for (String value : top.all(name)) {
                if (first) {
                    below.set(name, value);
                } else {
                    below.add(name, value);
                }
                first = false;
            }
        }
    }
}
