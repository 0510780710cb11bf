package io.pilotlight.examples.parity;

import io.pilotlight.http.Auth;
import io.pilotlight.http.Options;
import io.pilotlight.http.Part;
import io.pilotlight.http.PreparedRequest;
import io.pilotlight.http.Proxies;
import io.pilotlight.http.Request;
import io.pilotlight.http.Timeouts;
import io.pilotlight.http.Tls;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the request that a step describes: {@code build} of oracle.py. Of one case, for its digest keeps a state. */
final class RequestMaker {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);

    private final Map<Object, Auth> digests = new HashMap<>();

    Request.Builder make(Fields step, String url) {
        Request.Builder request = Request.builder(step.text("method"), url);
        params(request, step.value("params"));
        headers(request, step.fields("headers"));
        step.fields("cookies").map().forEach((name, value) -> request.cookie(name, String.valueOf(value)));
        data(request, step);
        step.find("auth").ifPresent(auth -> request.auth(auth(Fields.of(auth))));
        request.timeouts(timeouts(step));
        step.find("allow_redirects").ifPresent(follow -> request.followRedirects((Boolean) follow));
        step.find("verify").ifPresent(verify -> request.tls(tls(verify)));
        step.find("proxies").ifPresent(proxies -> request.proxies(proxies(Fields.of(proxies))));
        Fields.objects(step.value("files")).forEach(file -> request.file(file.text("field"), part(file)));
        return request;
    }

    /** Sets header fields; null takes one out. Bytes are given as the latin-1 letters that stand for them. */
    static void headers(Options<?> options, Fields headers) {
        headers.map().forEach((name, value) -> {
            if (value == null) {
                options.withoutHeader(name);
            } else if (value instanceof String text) {
                options.header(name, text);
            } else if (value instanceof Map<?, ?> bytes && bytes.get("$utf8") instanceof String text) {
                options.header(name, new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            } else {
                throw new NotExpressible("a header value is a String");
            }
        });
    }

    static Tls tls(Object verify) {
        if (verify instanceof String path) {
            return Tls.trusting(Path.of(path));
        }
        return Boolean.TRUE.equals(verify) ? Tls.DEFAULT : Tls.unverified();
    }

    static Proxies proxies(Fields proxies) {
        Map<String, String> urls = new LinkedHashMap<>();
        proxies.map().forEach((key, url) -> urls.put(key, url == null ? "" : String.valueOf(url)));
        return Proxies.of(urls);
    }

    /** A part whose file name is not given is named after its field, as requests does. */
    private static Part part(Fields file) {
        byte[] content = file.has("base64")
                ? Base64.getDecoder().decode(file.text("base64"))
                : file.find("text").map(String::valueOf).orElse("").getBytes(StandardCharsets.UTF_8);
        if (file.isTrue("plain")) {
            return Part.of(file.text("field"), content);
        }
        String name = file.find("filename").map(String::valueOf).orElse("");
        Part part = file.has("as_str") ? Part.of(name, file.text("as_str")) : Part.of(name, content);
        if (file.value("filename") == null) {
            part = part.withoutFilename();
        }
        if (file.value("content_type") != null) {
            part = part.type(file.text("content_type"));
        }
        for (Map.Entry<String, @Nullable Object> header :
                file.fields("headers").map().entrySet()) {
            part = part.header(header.getKey(), String.valueOf(header.getValue()));
        }
        return part;
    }

    Auth auth(Fields auth) {
        Map.Entry<String, @Nullable Object> kind = auth.first();
        List<String> pair =
                Fields.entries(kind.getValue()).stream().map(String::valueOf).toList();
        return switch (kind.getKey()) {
            case "basic", "basic_obj" -> Auth.basic(pair.get(0), pair.get(1));
            case "bearer" -> Auth.bearer(String.valueOf(kind.getValue()));
            case "none" -> Auth.none();
            case "proxy" -> request -> forProxy(request, pair);
            case "digest" -> digests.computeIfAbsent(pair, it -> Auth.digest(pair.get(0), pair.get(1)));
            default -> throw new IllegalStateException("A case of a later format: auth " + kind.getKey());
        };
    }

    private static PreparedRequest forProxy(PreparedRequest request, List<String> pair) {
        PreparedRequest signed = Auth.basic(pair.get(0), pair.get(1)).sign(request);
        String credentials = signed.headers().first("Authorization").orElseThrow();
        return request.withHeader("Proxy-Authorization", credentials);
    }

    private static void params(Request.Builder request, @Nullable Object params) {
        if (params instanceof String raw) {
            request.rawQuery(raw);
        } else if (params instanceof List<?> pairs) {
            pairs.forEach(pair -> request.param(name(pair), value(pair)));
        } else {
            request.params(Fields.of(params).map());
        }
    }

    /** What is not given, or is Python's None, is not called. */
    private static void data(Request.Builder request, Fields step) {
        Fields data = step.fields("data");
        if (!data.map().isEmpty()) {
            body(request, data);
        }
        step.find("json").ifPresent(json -> request.json(isNan(json) ? Double.NaN : json));
    }

    private static void body(Request.Builder request, Fields data) {
        Map.Entry<String, @Nullable Object> kind = data.first();
        String text = String.valueOf(kind.getValue());
        switch (kind.getKey()) {
            case "form" -> request.form(Fields.of(kind.getValue()).map());
            case "pairs" -> Fields.entries(kind.getValue()).forEach(pair -> request.form(name(pair), value(pair)));
            case "text" -> request.body(text);
            case "base64" -> request.body(Base64.getDecoder().decode(text));
            case "chunks" ->
                request.body(new ByteArrayInputStream(Fields.entries(kind.getValue()).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8)));
            case "file" ->
                request.body(new SeekableBody(
                        text.getBytes(StandardCharsets.UTF_8),
                        data.find("offset").map(it -> ((Number) it).intValue()).orElse(0)));
            default -> throw new IllegalStateException("A case of a later format: data " + kind.getKey());
        }
    }

    private static boolean isNan(Object json) {
        return json instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("$nan"));
    }

    private static Timeouts timeouts(Fields step) {
        if (!step.has("timeout")) {
            return Timeouts.of(LONG_ENOUGH);
        }
        if (step.value("timeout") instanceof List<?> each) {
            if (each.size() != 2) {
                throw new NotExpressible("a timeout is for connecting and for reading");
            }
            return Timeouts.of(timeout(each.get(0)), timeout(each.get(1)));
        }
        return Timeouts.of(timeout(step.value("timeout")));
    }

    private static Duration timeout(@Nullable Object seconds) {
        if (seconds == null) {
            return Timeouts.NEVER;
        }
        if (seconds instanceof Number number) {
            return Duration.ofNanos((long) (number.doubleValue() * 1e9));
        }
        throw new NotExpressible("a timeout is a Duration");
    }

    private static String name(Object pair) {
        return String.valueOf(new ArrayList<>(Fields.entries(pair)).get(0));
    }

    private static @Nullable Object value(Object pair) {
        return Fields.entries(pair).get(1);
    }
}
