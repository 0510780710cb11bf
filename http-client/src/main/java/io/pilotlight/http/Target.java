package io.pilotlight.http;

/**
 * What of a prepared URL goes to a server, found without taking it apart: this runs for every request.
 *
 * @param url the URL without user information and fragment, which are not sent
 * @param authority host and port as they are written
 */
record Target(String url, String authority) {

    /** Finds it. */
    static Target of(String url) {
        int hash = url.indexOf('#');
        String sent = hash < 0 ? url : url.substring(0, hash);
        int start = sent.indexOf("://") + 3;
        int end = end(sent, start);
        int at = sent.lastIndexOf('@', end);
        if (at < start) {
            return new Target(sent, sent.substring(start, end));
        }
        return new Target(sent.substring(0, start) + sent.substring(at + 1), sent.substring(at + 1, end));
    }

    /** Scheme, host and port: what has connections of its own. */
    String origin() {
        return url.substring(0, endOfOrigin());
    }

    /** Says whether that is its origin. */
    boolean isAt(String origin) {
        return origin.length() == endOfOrigin() && url.startsWith(origin);
    }

    /** Path and query; empty if there are none. */
    String path() {
        return url.substring(endOfOrigin());
    }

    private int endOfOrigin() {
        return url.indexOf("://") + 3 + authority.length();
    }

    private static int end(String url, int start) {
        for (int i = start; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '/' || c == '?') {
                return i;
            }
        }
        return url.length();
    }
}
