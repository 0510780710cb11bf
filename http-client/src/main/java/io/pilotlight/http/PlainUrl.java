package io.pilotlight.http;

import org.jspecify.annotations.Nullable;

/**
 * Reads the URLs that most programs write, in one pass: nothing in them would be quoted, mapped or resolved, so that
 * preparing one would return it as it is. What is not so plain is left to {@link Url}.
 */
final class PlainUrl {
    private static final boolean[] IN_HOST = new boolean[128];
    private static final boolean[] IN_PATH = new boolean[128];

    static {
        mark("abcdefghijklmnopqrstuvwxyz0123456789-.", IN_HOST);
        mark("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-._~!$&'()*+,;=:@/", IN_PATH);
    }

    private static final int LONGEST_HOST = 63;

    private final String url;
    private String scheme = "";
    private int hostTo;
    private int port;
    private int pathFrom;
    private int pathTo;
    private int at;

    private PlainUrl(String url) {
        this.url = url;
    }

    /** Says whether a URL is plain. */
    static boolean is(String url) {
        return new PlainUrl(url).isPlain();
    }

    /** Takes a URL apart; null if it is not plain. */
    static @Nullable Url parse(String url) {
        PlainUrl plain = new PlainUrl(url);
        return plain.isPlain() ? plain.parts() : null;
    }

    private boolean isPlain() {
        scheme = url.startsWith("http://") ? "http" : url.startsWith("https://") ? "https" : "";
        if (scheme.isEmpty()) {
            return false;
        }
        int hostFrom = hostFrom();
        at = end(hostFrom, IN_HOST);
        hostTo = at;
        boolean host = hostTo > hostFrom && hostTo - hostFrom <= LONGEST_HOST && isLetterOrDigit(hostFrom);
        if (!host) {
            return false;
        }
        port = readPort();
        if (port < 0 || !isAt('/')) {
            return false;
        }
        pathFrom = at;
        at = end(at, IN_PATH);
        pathTo = at;
        if (isAt('?')) {
            at = endOfQuery(pathTo + 1);
        }
        boolean emptyQuery = at == pathTo + 1;
        return at == url.length() && !emptyQuery && !hasDots(pathFrom, pathTo);
    }

    private Url parts() {
        return new Url(
                scheme,
                null,
                url.substring(hostFrom(), hostTo),
                port == 0 ? null : (Integer) port,
                url.substring(pathFrom, pathTo),
                at == pathTo ? null : url.substring(pathTo + 1, at),
                null);
    }

    private int hostFrom() {
        return scheme.length() + 3;
    }

    /** Reads the port behind the host: 0 if there is none, -1 if it is not plain. */
    private int readPort() {
        if (!isAt(':')) {
            return 0;
        }
        int from = at + 1;
        int read = 0;
        for (at = from; at < url.length() && at - from < 5 && url.charAt(at) >= '0' && url.charAt(at) <= '9'; at++) {
            read = read * 10 + url.charAt(at) - '0';
        }
        boolean plain = at > from && url.charAt(from) != '0' && read <= 65_535;
        return plain ? read : -1;
    }

    private boolean isAt(char c) {
        return at < url.length() && url.charAt(at) == c;
    }

    private boolean isLetterOrDigit(int index) {
        char c = url.charAt(index);
        return c != '-' && c != '.';
    }

    private int end(int from, boolean[] allowed) {
        for (int i = from; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c >= allowed.length || !allowed[c]) {
                return i;
            }
        }
        return url.length();
    }

    private int endOfQuery(int from) {
        int i = end(from, IN_PATH);
        while (i < url.length() && url.charAt(i) == '?') {
            i = end(i + 1, IN_PATH);
        }
        return i;
    }

    /** A segment that begins with a dot may have to be resolved. */
    private boolean hasDots(int from, int to) {
        int dot = url.indexOf("/.", from);
        return dot >= 0 && dot + 1 < to;
    }

    private static void mark(String characters, boolean[] allowed) {
        for (int i = 0; i < characters.length(); i++) {
            allowed[characters.charAt(i)] = true;
        }
    }
}
