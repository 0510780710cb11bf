package io.pilotlight.examples;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.Cookie;
import io.pilotlight.http.PreparedRequest;
import io.pilotlight.http.Response;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Every component of a response as values that JSON can carry. */
final class ResponseJson {
    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "cookie");

    private ResponseJson() {}

    static Map<String, Object> of(Response response) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", response.status());
        json.put("reason", response.reason());
        json.put("ok", response.ok());
        json.put("url", response.url());
        json.put("version", response.version());
        json.put("attempts", response.attempts());
        json.put("elapsed_ms", response.elapsed().toNanos() / 1_000_000.0);
        json.put("headers", fields(response.headers(), Set.of()));
        json.put("encoding", response.encoding().name());
        content(json, response);
        json.put("is_redirect", response.isRedirect());
        json.put("is_permanent_redirect", response.isPermanentRedirect());
        json.put(
                "cookies", response.cookies().stream().map(ResponseJson::cookie).toList());
        json.put("links", response.links());
        json.put("request", request(response.request()));
        json.put("history", response.history().stream().map(ResponseJson::of).toList());
        return json;
    }

    /** Says whether content is no text: text holds no NUL. */
    static boolean isBinary(byte[] content) {
        for (byte each : content) {
            if (each == 0) {
                return true;
            }
        }
        return false;
    }

    private static void content(Map<String, Object> json, Response response) {
        byte[] content = response.content();
        json.put("content_length", content.length);
        if (isBinary(content)) {
            json.put("content_base64", Base64.getEncoder().encodeToString(content));
        } else {
            json.put("text", response.text());
        }
    }

    private static Map<String, Object> cookie(Cookie cookie) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", cookie.name());
        json.put("value", cookie.value());
        cookie.domain().ifPresent(domain -> json.put("domain", domain));
        json.put("path", cookie.path());
        cookie.expires().ifPresent(expires -> json.put("expires", expires.toString()));
        return json;
    }

    private static Map<String, Object> request(PreparedRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("method", request.method());
        json.put("url", request.url());
        json.put("headers", fields(request.headers(), SECRET));
        return json;
    }

    /** Pairs of name and value, in order and with repeats; what proves who asks is not shown. */
    private static List<List<String>> fields(HttpHeaders headers, Set<String> secret) {
        List<List<String>> fields = new ArrayList<>();
        headers.forEach((name, value) ->
                fields.add(List.of(name, secret.contains(name.toLowerCase(Locale.ROOT)) ? "***" : value)));
        return fields;
    }
}
