package io.pilotlight.examples.parity;

import io.pilotlight.core.http.Body;
import io.pilotlight.http.InvalidJsonException;
import io.pilotlight.http.PreparedRequest;
import io.pilotlight.http.RequestException;
import io.pilotlight.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes down what a client exposes of an answer and of a request: {@code show} and {@code show_request} of oracle.py. */
final class Shown {
    private static final Set<String> VOLATILE = Set.of("date", "server", "content-length", "connection", "keep-alive");
    private static final int LONG_CONTENT = 3_000;

    private final Normal normal;

    Shown(Normal normal) {
        this.normal = normal;
    }

    /** All but the content. */
    Map<String, @Nullable Object> head(Response response) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("status", response.status());
        shown.put("reason", response.reason());
        shown.put("ok", response.ok());
        shown.put("url", normal.text(response.url()));
        shown.put("encoding", response.encoding().name());
        shown.put("is_redirect", response.isRedirect());
        shown.put("is_permanent_redirect", response.isPermanentRedirect());
        shown.put("history", history(response));
        shown.put("headers", headers(response));
        Map<String, @Nullable Object> cookies = new LinkedHashMap<>();
        response.cookies().forEach(cookie -> cookies.put(cookie.name(), normal.text(cookie.value())));
        shown.put("cookies", cookies);
        shown.put("links", links(response));
        shown.put("elapsed_positive", !response.elapsed().isZero());
        shown.put("request", request(response.request()));
        shown.put("next", response.next().map(this::next).orElse(null));
        return shown;
    }

    /** The content of an answer in memory, as JSON where it is that. */
    void content(Map<String, @Nullable Object> line, Response response, Fields step) {
        if (isJson(response, step)) {
            try {
                line.put("json", normal.json(response.json()));
            } catch (InvalidJsonException e) {
                line.put("json_error", RequestsNames.of(e.getClass()));
            }
        } else {
            line.put("text", shortened(normal, response.content(), text(response, step)));
        }
        length(line, response.content());
    }

    static boolean isJson(Response response, Fields step) {
        String type = response.headers().joined("Content-Type").orElse("");
        boolean byType =
                type.contains("json") && !step.has("read") && !step.text("want").equals("text");
        return byType || step.text("want").equals("json");
    }

    static String shortened(Normal normal, byte[] content, String text) {
        return content.length < LONG_CONTENT ? normal.body(text) : "sha256:" + Normal.sha256(content);
    }

    /** The length, unless normalising changed what it is of. */
    static void length(Map<String, @Nullable Object> line, byte[] content) {
        Object told = line.getOrDefault("json", line.getOrDefault("text", ""));
        boolean changed = told instanceof Map || String.valueOf(told).contains("{");
        line.put("length", changed ? null : content.length);
    }

    /** In the charset that the step has set before, if it has. */
    private static String text(Response response, Fields step) {
        Fields how = step.fields("read");
        return how.text("mode").equals("text_with_encoding")
                ? response.text(Reading.charset(how.text("encoding")))
                : response.text();
    }

    Map<String, @Nullable Object> request(PreparedRequest request) {
        Map<String, @Nullable Object> headers = new TreeMap<>();
        for (String name : request.headers().names()) {
            headers.put(name, normal.header(name, request.headers().joined(name).orElseThrow()));
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("method", request.method());
        shown.put("url", normal.text(request.url()));
        shown.put("body", body(request));
        shown.put("headers", headers);
        return shown;
    }

    /** How a step failed. */
    Map<String, @Nullable Object> failure(RuntimeException failure) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("exception", RequestsNames.of(failure.getClass()));
        shown.put("requests_bases", List.copyOf(RequestsNames.bases(failure)));
        if (failure instanceof RequestException ours) {
            ours.response()
                    .ifPresent(response -> shown.put(
                            "response",
                            List.of(
                                    response.status(),
                                    normal.text(response.url()),
                                    response.history().size())));
            ours.request().ifPresent(request -> shown.put("request_url", normal.text(request.url())));
        }
        return shown;
    }

    private Map<String, @Nullable Object> next(PreparedRequest next) {
        Map<String, @Nullable Object> shown = request(next);
        shown.remove("headers");
        return shown;
    }

    private @Nullable Object links(Response response) {
        Map<String, @Nullable Object> links = new LinkedHashMap<>();
        response.links().forEach((key, link) -> {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>(link.params());
            fields.put("url", link.url());
            links.put(key, fields);
        });
        return normal.json(links);
    }

    private List<Object> history(Response response) {
        List<Object> history = new ArrayList<>();
        for (Response before : response.history()) {
            history.add(List.of(before.status(), before.request().method(), normal.text(before.url())));
        }
        return history;
    }

    private Map<String, @Nullable Object> headers(Response response) {
        Map<String, @Nullable Object> headers = new TreeMap<>();
        for (String name : response.headers().names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!VOLATILE.contains(lower)) {
                headers.put(
                        lower,
                        normal.header(name, response.headers().joined(name).orElseThrow()));
            }
        }
        return headers;
    }

    private @Nullable String body(PreparedRequest request) {
        Body body = request.body();
        if (!body.repeatable() || body instanceof SeekableBody) {
            return "<stream>";
        }
        if (body.length().orElse(-1) == 0) {
            return null;
        }
        try {
            String type = request.headers().first("Content-Type").orElse(null);
            return normal.body(body.bytes(), Normal.boundaryOf(type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
