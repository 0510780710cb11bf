package io.pilotlight.examples.property;

import io.pilotlight.http.Part;
import io.pilotlight.http.Request;
import io.pilotlight.http.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a request carries: forms, files, and the user of its URL. */
final class BodyKinds {
    private static final List<String> TEXTS = List.of(
            "a",
            "b",
            "\u00e9",
            " ",
            "+",
            "&",
            "=",
            "%",
            "%41",
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
            "\r",
            "\r\n",
            ".",
            "--limit",
            "--",
            ":",
            ";",
            "\ufeff",
            "\u2028",
            "\u007f",
            "\u0085");
    private static final List<String> TYPES = List.of("text/plain", "image/png", "text/plain; charset=utf-8", "a/b");
    private static final List<String> USERS = List.of(
            "u", "user", "%40", "%3A", "%3a", "\u00e9", "%C3%A9", "%E9", "\u2603", "%", "%zz", "+", " ", "@", ":", "",
            "%20", "%0a", "%00", "~", ";");

    private final Session session;

    BodyKinds(Session session) {
        this.session = session;
    }

    List<Kind> all() {
        return List.of(
                new Kind("form", 10, 0, draw -> pairs(draw, ""), this::form, List.of()),
                new Kind("multipart", 10, 0, BodyKinds::files, this::multipart, List.of()),
                new Kind("basic", 20, 1, draw -> List.of(signed(draw)), this::basic, BasicDeviations.all()));
    }

    private static List<String> pairs(Draw draw, String behindName) {
        List<String> parts = new ArrayList<>();
        for (int i = draw.below(4); i > 0; i--) {
            parts.add(draw.several(3, TEXTS) + behindName);
            parts.add(draw.several(4, TEXTS));
        }
        return parts;
    }

    private static List<String> files(Draw draw) {
        List<String> parts = pairs(draw, "");
        String type = draw.oneIn(2) ? "|" + draw.of(TYPES) : "";
        parts.addAll(pairs(draw, "|" + draw.several(3, TEXTS) + type));
        return parts;
    }

    private static String signed(Draw draw) {
        String user = draw.several(2, USERS) + (draw.oneIn(4) ? "" : ":" + draw.several(2, USERS));
        return "http://" + user + "@" + UrlTexts.plain(draw).split("//", 2)[1];
    }

    private String form(List<String> parts) {
        Request.Builder request = Request.builder("POST", "http://a/");
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            request.form(parts.get(i), parts.get(i + 1));
        }
        return body(request, StandardCharsets.UTF_8);
    }

    private String multipart(List<String> parts) {
        Request.Builder request =
                Request.builder("POST", "http://a/").header("Content-Type", "multipart/form-data; boundary=limit");
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            String[] words = parts.get(i).split(Pattern.quote("|"), -1);
            if (words.length == 1) {
                request.form(parts.get(i), parts.get(i + 1));
            } else {
                Part part = Part.of(words[1], parts.get(i + 1).getBytes(StandardCharsets.UTF_8));
                request.file(words[0], words.length == 2 ? part : part.type(words[2]));
            }
        }
        return body(request.file("last", Part.of("", new byte[0])), StandardCharsets.ISO_8859_1);
    }

    private String body(Request.Builder request, Charset charset) {
        try {
            return new String(session.prepare(request.build()).body().bytes(), charset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String basic(List<String> parts) {
        return session.prepare(Request.builder("GET", parts.get(0)).build())
                .headers()
                .first("Authorization")
                .orElse("");
    }
}
