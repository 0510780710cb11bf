package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The cookies of one exchange: those of the jar, and in their place those that the request brings along. */
final class RequestCookies {
    private final CookieJar jar;
    private final List<Cookie> own;
    private final String home;
    private final Set<String> replaced;

    /** The request's own cookies go to the host of its URL only. */
    RequestCookies(CookieJar jar, List<Cookie> own, String url) {
        this.jar = jar;
        this.own = own;
        this.home = own.isEmpty() ? "" : host(url);
        this.replaced = own.isEmpty() ? Set.of() : ConcurrentHashMap.newKeySet();
    }

    /** Adds the field, unless one was set by hand or there is nothing to send. */
    PreparedRequest addTo(PreparedRequest request) {
        if (request.headers().contains("Cookie")) {
            return request;
        }
        return header(request.url(), request.headers())
                .map(value -> request.withHeader("Cookie", value))
                .orElse(request);
    }

    /** Makes the value to send to a URL. */
    Optional<String> header(String url, HttpHeaders headers) {
        return joined(toSend(url, headers));
    }

    /** Finds what to send to a URL. */
    List<Cookie> toSend(String url, HttpHeaders headers) {
        List<Cookie> kept = jar.matching(virtual(url, headers));
        if (own.isEmpty() || !home.equals(host(url))) {
            return kept;
        }
        Map<String, Cookie> mine = new LinkedHashMap<>();
        own.stream()
                .filter(cookie -> !replaced.contains(cookie.name()))
                .forEach(cookie -> mine.put(cookie.name(), cookie));
        List<Cookie> all = new ArrayList<>();
        kept.stream().filter(cookie -> !mine.containsKey(cookie.name())).forEach(all::add);
        all.addAll(mine.values());
        return all;
    }

    /** Keeps what an answer sets; that is newer than what the request brought along under the same name. */
    void store(PreparedRequest asked, HttpHeaders answer) {
        if (answer.contains("Set-Cookie")) {
            String url = virtual(asked.url(), asked.headers());
            jar.store(url, answer);
            if (!own.isEmpty() && home.equals(host(asked.url()))) {
                jar.setBy(url, answer).forEach(cookie -> replaced.add(cookie.name()));
            }
        }
    }

    /** Finds what an answer sets, by itself. */
    List<Cookie> setBy(PreparedRequest asked, HttpHeaders answer) {
        if (!answer.contains("Set-Cookie")) {
            return List.of();
        }
        CookieJar alone = jar.fresh();
        alone.store(virtual(asked.url(), asked.headers()), answer);
        return alone.all();
    }

    /** A Host that was set by hand is whom the cookies belong to, as in requests. */
    private static String virtual(String url, HttpHeaders headers) {
        Optional<String> host = headers.first("Host");
        if (host.isEmpty() || !url.startsWith("http")) {
            return url;
        }
        Url asked = Url.parse(url);
        return asked.scheme() + "://" + host.orElseThrow() + asked.target();
    }

    private static String host(String url) {
        return url.startsWith("http") ? Url.parse(url).host() : url;
    }

    private static Optional<String> joined(List<Cookie> cookies) {
        return cookies.isEmpty()
                ? Optional.empty()
                : Optional.of(cookies.stream().map(Cookie::pair).collect(Collectors.joining("; ")));
    }
}
