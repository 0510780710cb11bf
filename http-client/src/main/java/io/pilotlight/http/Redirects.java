package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where an answer leads to, and what is asked there: the method rules of requests, and what must not travel along. */
final class Redirects {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private Redirects() {}

    /** Says whether an answer is a redirect that says where to. */
    static boolean isRedirect(int status, HttpHeaders headers) {
        return status >= 300
                && status < 400
                && STATUSES.contains(status)
                && !headers.first("Location").orElse("").isEmpty();
    }

    /** Makes the next request by the default policy; empty if the answer is none of these. */
    static Optional<PreparedRequest> next(PreparedRequest sent, int status, HttpHeaders headers) {
        return next(sent, status, headers, RedirectPolicy.DEFAULT);
    }

    /** Makes the next request; empty if the answer is none of these. */
    static Optional<PreparedRequest> next(
            PreparedRequest sent, int status, HttpHeaders headers, RedirectPolicy policy) {
        if (!isRedirect(status, headers)) {
            return Optional.empty();
        }
        String url = target(sent.url(), headers.first("Location").orElseThrow());
        String method = method(sent.method(), status);
        // what one proxy was told is for no other, and the way to the next host may lead through another
        HttpHeaders.Builder kept = sent.headers().toBuilder().remove("Cookie").remove(ProxyPass.FIELD);
        if (leadsElsewhere(sent.url(), url)) {
            sent.headers().names().stream().filter(policy::isSensitive).forEach(kept::remove);
        }
        if (sent.headers().contains("Host") && !sameHost(sent.url(), url)) {
            kept.remove("Host");
        }
        if (!keepsBody(sent.method(), method, status)) {
            kept.remove("Content-Length").remove("Content-Type").remove("Transfer-Encoding");
            return Optional.of(new PreparedRequest(method, url, kept.build(), Body.empty()));
        }
        if (!sent.body().repeatable()) {
            throw new UnrewindableBodyException(
                    "Status " + status + " asks for the body of " + sent
                            + " a second time, but it is a stream that was read; send bytes, or do not follow redirects",
                    null);
        }
        return Optional.of(new PreparedRequest(method, url, kept.build(), sent.body()));
    }

    private static String target(String from, String location) {
        Url base = Url.parse(from);
        String joined = base.resolve(location);
        if (base.fragment() != null && joined.indexOf('#') < 0) {
            joined = joined + "#" + base.fragment();
        }
        return Url.prepare(joined, "");
    }

    /** RFC 9110 leaves 301 and 302 open for POST; browsers and requests turn them into GET. */
    private static String method(String method, int status) {
        if (status == 303 || status == 302) {
            return method.equals("HEAD") ? method : "GET";
        }
        return status == 301 && method.equals("POST") ? "GET" : method;
    }

    /** A method that stays keeps its body: requests sends PUT on without one after a 301, which loses data. */
    private static boolean keepsBody(String before, String after, int status) {
        return status == 307 || status == 308 || (status == 301 && before.equals(after));
    }

    /** Another host, port or scheme; an upgrade from port 80 to 443 is none, nor is writing the default port. */
    static boolean leadsElsewhere(String from, String to) {
        if (!to.toLowerCase(Locale.ROOT).startsWith("http")) {
            return true;
        }
        Url a = Url.parse(from);
        Url b = Url.parse(to);
        if (!a.host().equalsIgnoreCase(b.host())) {
            return true;
        }
        boolean upgrade = a.scheme().equals("http")
                && a.effectivePort() == 80
                && b.scheme().equals("https")
                && b.effectivePort() == 443;
        return !upgrade && (!a.scheme().equals(b.scheme()) || a.effectivePort() != b.effectivePort());
    }

    private static boolean sameHost(String from, String to) {
        return to.toLowerCase(Locale.ROOT).startsWith("http")
                && Url.parse(from).host().equalsIgnoreCase(Url.parse(to).host());
    }
}
