package io.pilotlight.http;

/** What OkHttp cannot carry as it is: that goes by another transport, or is refused rather than sent as something else. */
final class Carriage {
    private Carriage() {}

    /** Says whether a request would arrive as it was prepared, but for its URL. */
    static boolean isExact(PreparedRequest request, Proxy proxy) {
        return !(request.body().length().orElse(1) != 0 && hasNoBody(request.method()))
                && isAscii(request)
                && !asksLeave(request)
                && (proxy.kind() == Proxy.Kind.NONE || ProxyPass.isPlainHttp(proxy));
    }

    /** Refuses what would not. */
    static void require(PreparedRequest request, Proxy proxy) {
        if (request.body().length().orElse(1) != 0 && hasNoBody(request.method())) {
            throw new InvalidBodyException(
                    "The network transport sends no body with " + request.method() + "; use POST, or ask by the query",
                    null);
        }
        request.headers().forEach((name, value) -> {
            if (!isAscii(value)) {
                throw new InvalidHeaderException(
                        "Header " + name
                                + " is not ASCII, which is all that the network transport sends; encode it (RFC 8187)",
                        null);
            }
        });
        if (proxy.kind() != Proxy.Kind.NONE && !ProxyPass.isPlainHttp(proxy)) {
            throw new ProxyException(
                    "The network transport cannot go through " + proxy + "; take an http:// proxy", null);
        }
    }

    /** OkHttp waits for leave as long as for an answer, and for ever if that is allowed. */
    private static boolean asksLeave(PreparedRequest request) {
        return request.headers().contains("Expect");
    }

    private static boolean hasNoBody(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    private static boolean isAscii(PreparedRequest request) {
        boolean[] ascii = {true};
        request.headers().forEach((name, value) -> ascii[0] &= isAscii(value));
        return ascii[0];
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > '~' || (c < ' ' && c != '\t')) {
                return false;
            }
        }
        return true;
    }
}
