package io.pilotlight.examples.property;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.Auth;
import io.pilotlight.http.PreparedRequest;
import io.pilotlight.http.RawResponse;
import io.pilotlight.http.Request;
import io.pilotlight.http.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** URLs: prepared, with parameters, and where a redirect leads. */
final class UrlKinds implements AutoCloseable {
    private static final List<String> TEXTS = List.of(
            "a",
            "b",
            "k",
            "\u00e9",
            " ",
            "+",
            "&",
            "=",
            "%",
            "%41",
            "%2B",
            "~",
            "*",
            "/",
            "?",
            "#",
            "'",
            "(",
            "\"",
            "\\",
            "\ud83d\ude00",
            "\0",
            "\n",
            "\r\n",
            ".",
            "-",
            "_",
            "[",
            "]",
            "\ufeff",
            "|",
            "\u007f");

    private final AtomicReference<String> location = new AtomicReference<>("/");
    private final Session session;
    private final Session redirecting;

    UrlKinds() {
        this.session = Session.create();
        this.redirecting = Session.builder()
                .mount("http://", (request, options) -> answer(location.get()))
                .mount("https://", (request, options) -> answer(location.get()))
                .build();
    }

    List<Kind> all() {
        return List.of(
                new Kind("url", 100, 1, draw -> List.of(UrlTexts.any(draw)), this::url, UrlDeviations.all()),
                new Kind("params", 20, 1, UrlKinds::params, this::params, UrlDeviations.all()),
                new Kind(
                        "query",
                        20,
                        2,
                        draw -> List.of(UrlTexts.plain(draw), UrlTexts.mutated(draw, draw.several(4, TEXTS))),
                        this::query,
                        UrlDeviations.ofQueries()),
                new Kind(
                        "redirect",
                        40,
                        2,
                        draw -> List.of(UrlTexts.plain(draw), UrlTexts.header(UrlTexts.reference(draw))),
                        this::redirect,
                        RedirectDeviations.all()));
    }

    /** A session that sends nothing. */
    Session session() {
        return session;
    }

    @Override
    public void close() {
        session.close();
        redirecting.close();
    }

    private static List<String> params(Draw draw) {
        List<String> parts = new ArrayList<>(List.of(draw.oneIn(3) ? UrlTexts.any(draw) : UrlTexts.plain(draw)));
        for (int i = draw.below(4); i > 0; i--) {
            parts.add(draw.several(3, TEXTS));
            parts.add(draw.several(3, TEXTS));
        }
        return parts;
    }

    private static Request.Builder get(String url) {
        return Request.builder("GET", url).auth(Auth.none());
    }

    private String prepared(Request.Builder request) {
        return session.prepare(request.build()).url();
    }

    private String url(List<String> parts) {
        return prepared(get(parts.get(0)));
    }

    private String params(List<String> parts) {
        Request.Builder request = get(parts.get(0));
        for (int i = 1; i + 1 < parts.size(); i += 2) {
            request.param(parts.get(i), parts.get(i + 1));
        }
        return prepared(request);
    }

    private String query(List<String> parts) {
        return prepared(get(parts.get(0)).rawQuery(parts.get(1)));
    }

    /** Asks a session in which everything is a redirect. */
    private String redirect(List<String> parts) {
        location.set(parts.get(1).replaceAll("\\A[ \t]+|[ \t]+\\z", "")); // as the wire does
        return redirecting
                .send(get(parts.get(0))
                        .followRedirects(false)
                        .header("Authorization", "secret")
                        .build())
                .next()
                .map(UrlKinds::shown)
                .orElse("nowhere");
    }

    private static RawResponse answer(String location) {
        return new RawResponse(302, "Found", "HTTP/1.1", HttpHeaders.of("Location", location), Body.empty());
    }

    private static String shown(PreparedRequest next) {
        return (next.headers().contains("Authorization") ? "signed " : "unsigned ") + next.url();
    }
}
