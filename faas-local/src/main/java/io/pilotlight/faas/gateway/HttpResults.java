package io.pilotlight.faas.gateway;

import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.http.HttpResponse;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes responses of outcomes, in payload format 2.0 of the HTTP APIs of Amazon API Gateway.
 *
 * <p>An object with a {@code statusCode} is taken apart; any other JSON is the body of a 200, a bare string without its
 * quotes. A failure is a 502, a time-out a 504, a full queue a 429; what went wrong stands in the log, not in the response.
 */
final class HttpResults {
    static final String INVOCATION = "X-Pilotlight-Invocation";

    /** What the server decides by itself. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "te",
            "trailer",
            "proxy-connection");

    private final Json json;

    HttpResults(Json json) {
        this.json = json;
    }

    HttpResponse response(Outcome<byte[]> outcome) {
        HttpResponse response = body(outcome);
        return response.withHeader(INVOCATION, outcome.usage().invocationId());
    }

    HttpResponse message(int status, String message) {
        return HttpResponse.json(status, json.write(Map.of("message", message)));
    }

    private HttpResponse body(Outcome<byte[]> outcome) {
        if (outcome instanceof Outcome.Succeeded<byte[]> succeeded) {
            return result(succeeded.value());
        }
        if (outcome instanceof Outcome.Rejected<byte[]> rejected) {
            return rejection(rejected.reason());
        }
        if (outcome instanceof Outcome.TimedOut) {
            return message(504, "The function did not answer in time");
        }
        return message(502, "The function failed");
    }

    private HttpResponse rejection(Rejection reason) {
        return switch (reason) {
            case UNKNOWN_FUNCTION, UNKNOWN_VERSION -> message(404, "Not Found");
            case PAYLOAD_TOO_LARGE -> message(413, "Content Too Large");
            case QUEUE_FULL, QUEUE_TIME_EXCEEDED, TOO_MANY_RUNAWAYS, RUNTIME_FULL ->
                message(429, "Too Many Requests").withHeader("Retry-After", "1");
            case SWITCHED_OFF, CANCELLED, CLOSED -> message(503, "Service Unavailable");
        };
    }

    private HttpResponse result(byte[] result) {
        @Nullable Object value;
        try {
            value = json.read(result, (Type) Object.class);
        } catch (JsonException e) {
            return message(502, "The function's result is no JSON");
        }
        if (value instanceof Map<?, ?> fields && fields.containsKey("statusCode")) {
            return taken(fields);
        }
        byte[] body = value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : result;
        return HttpResponse.json(200, body);
    }

    private HttpResponse taken(Map<?, ?> fields) {
        try {
            int status = Integer.parseInt(String.valueOf(fields.get("statusCode")));
            return new HttpResponse(status, headers(fields), content(fields));
        } catch (IllegalArgumentException e) { // a status, header or encoding that is none
            return message(502, "The function's result is no HTTP response");
        }
    }

    private static HttpHeaders headers(Map<?, ?> fields) {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        if (fields.get("headers") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> {
                if (!HOP_BY_HOP.contains(String.valueOf(name).toLowerCase(Locale.ROOT))) {
                    headers.add(String.valueOf(name), String.valueOf(value));
                }
            });
        }
        if (fields.get("cookies") instanceof List<?> cookies) {
            cookies.forEach(cookie -> headers.add("Set-Cookie", String.valueOf(cookie)));
        }
        return headers.setIfAbsent("Content-Type", "application/json").build();
    }

    private Body content(Map<?, ?> fields) {
        @Nullable Object body = fields.get("body");
        if (body == null) {
            return Body.empty();
        }
        if (!(body instanceof String text)) {
            return Body.of(json.write(body));
        }
        return Boolean.TRUE.equals(fields.get("isBase64Encoded"))
                ? Body.of(Base64.getDecoder().decode(text))
                : Body.of(text);
    }
}
