package io.pilotlight.faas.gateway;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.http.HttpRequest;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.time.Time;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Makes events of requests, in payload format 2.0 of the HTTP APIs of Amazon API Gateway: what is not there is left out, not
 * null.
 */
final class HttpEvents {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Json json;
    private final Time time;

    HttpEvents(Json json, Time time) {
        this.json = json;
        this.time = time;
    }

    Event event(HttpRequest request, byte[] body, Route route, Map<String, String> pathVariables) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        event.put("routeKey", route.key());
        event.put("rawPath", Route.decode(request.path()));
        event.put("rawQueryString", request.query());
        putUnlessEmpty(event, "cookies", cookies(request.headers()));
        event.put("headers", headers(request.headers()));
        putUnlessEmpty(event, "queryStringParameters", query(request.query()));
        event.put("requestContext", context(request, route));
        putUnlessEmpty(event, "pathParameters", pathVariables);
        if (body.length > 0) {
            putBody(event, body, request.headers().first("Content-Type").orElse(""));
        } else {
            event.put("isBase64Encoded", false);
        }
        Event made = Event.json(json.write(event));
        return request.headers()
                .first(Event.TRACE_PARENT)
                .map(parent -> made.withAttribute(Event.TRACE_PARENT, parent))
                .orElse(made);
    }

    private Map<String, Object> context(HttpRequest request, Route route) {
        Instant now = time.now();
        String host = request.headers().first("Host").orElse("localhost");
        Map<String, Object> http = new LinkedHashMap<>();
        http.put("method", request.method());
        http.put("path", Route.decode(request.path()));
        http.put("protocol", request.protocol());
        http.put(
                "sourceIp",
                request.remote().map(a -> a.getAddress().getHostAddress()).orElse("127.0.0.1"));
        http.put("userAgent", request.headers().first("User-Agent").orElse(""));
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("accountId", "anonymous");
        context.put("apiId", "pilotlight");
        context.put("domainName", host);
        context.put("domainPrefix", host.split("[.:]", 2)[0]);
        context.put("http", http);
        context.put("requestId", UUID.randomUUID().toString());
        context.put("routeKey", route.key());
        context.put("stage", "$default");
        context.put("time", TIME.format(now));
        context.put("timeEpoch", now.toEpochMilli());
        return context;
    }

    private static List<String> cookies(HttpHeaders headers) {
        return headers.all("Cookie").stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::strip)
                .filter(cookie -> !cookie.isEmpty())
                .toList();
    }

    /** Lower-case names, repeats joined by commas; cookies stand apart. */
    private static Map<String, String> headers(HttpHeaders headers) {
        Map<String, String> fields = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Cookie")) {
                fields.merge(name.toLowerCase(Locale.ROOT), value, (before, more) -> before + "," + more);
            }
        });
        return fields;
    }

    /** Decoded, a plus as a space, repeats joined by commas. */
    private static Map<String, String> query(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.merge(decodeForm(name), decodeForm(value), (before, more) -> before + "," + more);
        }
        return parameters;
    }

    private static String decodeForm(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException strayPercent) {
            return encoded;
        }
    }

    private static void putBody(Map<String, Object> event, byte[] body, String contentType) {
        if (isText(contentType)) {
            try {
                event.put(
                        "body",
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(body))
                                .toString());
                event.put("isBase64Encoded", false);
                return;
            } catch (CharacterCodingException notUtf8) {
                // carried as bytes, like anything that is no text
            }
        }
        event.put("body", Base64.getEncoder().encodeToString(body));
        event.put("isBase64Encoded", true);
    }

    /** The media types whose bodies API Gateway passes as text, and those with a JSON or XML suffix. */
    private static boolean isText(String contentType) {
        String type = MediaTypes.essence(contentType);
        return type.startsWith("text/")
                || List.of("application/json", "application/xml", "application/javascript")
                        .contains(type)
                || type.endsWith("+json")
                || type.endsWith("+xml");
    }

    private static void putUnlessEmpty(Map<String, Object> event, String name, List<String> values) {
        if (!values.isEmpty()) {
            event.put(name, new ArrayList<>(values));
        }
    }

    private static void putUnlessEmpty(Map<String, Object> event, String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            event.put(name, values);
        }
    }
}
