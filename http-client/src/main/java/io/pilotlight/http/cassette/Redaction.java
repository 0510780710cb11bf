package io.pilotlight.http.cassette;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of what is recorded. What is asked is compared in the same form, so a recording answers whatever the secret.
 *
 * @param headers names of header fields, in lower case
 * @param fields names of parameters, form fields and JSON fields, in lower case
 */
record Redaction(Set<String> headers, Set<String> fields) {
    static final String REDACTED = "REDACTED";
    static final Set<String> HEADERS = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "x-api-key",
            "x-auth-token",
            "x-amz-security-token");
    static final Set<String> FIELDS =
            Set.of("access_token", "refresh_token", "id_token", "client_secret", "api_key", "apikey", "password");

    private static final Set<String> LINKS = Set.of("location", "content-location", "referer");

    Redaction {
        headers = Set.copyOf(headers);
        fields = Set.copyOf(fields);
    }

    /** Takes user information, fragment and the values of secret parameters out of a URL. */
    String url(String url) {
        String sent = url.split("#", 2)[0];
        int mark = sent.indexOf('?');
        String start = mark < 0 ? sent : sent.substring(0, mark);
        return withoutUser(start) + (mark < 0 ? "" : "?" + pairs(sent.substring(mark + 1)));
    }

    private static String withoutUser(String start) {
        int slashes = start.indexOf("//");
        if (slashes < 0) {
            return start;
        }
        int end = start.indexOf('/', slashes + 2);
        int at = start.lastIndexOf('@', end < 0 ? start.length() : end);
        return at < 0 ? start : start.substring(0, slashes + 2) + start.substring(at + 1);
    }

    private String pairs(String pairs) {
        return Arrays.stream(pairs.split("&", -1)).map(this::pair).collect(Collectors.joining("&"));
    }

    private String pair(String pair) {
        int equals = pair.indexOf('=');
        return equals >= 0 && isSecret(decoded(pair.substring(0, equals)))
                ? pair.substring(0, equals + 1) + REDACTED
                : pair;
    }

    private boolean isSecret(String field) {
        return fields.contains(field.toLowerCase(Locale.ROOT));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException strayPercent) {
            return name;
        }
    }

    HttpHeaders headers(HttpHeaders sent) {
        HttpHeaders.Builder kept = HttpHeaders.builder();
        sent.forEach((name, value) -> kept.add(name, header(name.toLowerCase(Locale.ROOT), value)));
        return kept.build();
    }

    private String header(String name, String value) {
        if (LINKS.contains(name)) {
            return url(value);
        }
        if (!headers.contains(name)) {
            return value;
        }
        return switch (name) {
            case "authorization", "proxy-authorization" ->
                value.indexOf(' ') < 0 ? REDACTED : value.substring(0, value.indexOf(' ')) + " " + REDACTED;
            case "cookie" ->
                Arrays.stream(value.split(";")).map(Redaction::cookie).collect(Collectors.joining("; "));
            case "set-cookie" -> {
                int end = value.indexOf(';');
                yield end < 0 ? cookie(value) : cookie(value.substring(0, end)) + value.substring(end);
            }
            default -> REDACTED;
        };
    }

    private static String cookie(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? REDACTED : pair.substring(0, equals).strip() + "=" + REDACTED;
    }

    /** Says whether secrets are looked for in content of a type. */
    boolean reads(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.contains("x-www-form-urlencoded") || lower.contains("json");
    }

    /** Takes secrets out of content; empty if there may be some that cannot be found. */
    Optional<byte[]> content(byte[] content, String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        if (lower.contains("x-www-form-urlencoded")) {
            return Optional.of(
                    pairs(new String(content, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1));
        }
        return lower.contains("json") && content.length > 0 ? json(content) : Optional.of(content);
    }

    private Optional<byte[]> json(byte[] content) {
        try {
            @Nullable Object value = Json.standard().read(content, (java.lang.reflect.Type) Object.class);
            @Nullable Object kept = json(value);
            return Optional.of(kept == value ? content : Json.standard().write(kept));
        } catch (JsonException noJson) {
            String text = new String(content, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
            return fields.stream().anyMatch(text::contains) ? Optional.empty() : Optional.of(content);
        }
    }

    /** Returns the same value if there is nothing to take out, so that its text stays as it came. */
    private @Nullable Object json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> kept = new LinkedHashMap<>();
            boolean same = true;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                boolean secret = isSecret(String.valueOf(entry.getKey())) && entry.getValue() != null;
                @Nullable Object now = secret ? REDACTED : json(entry.getValue());
                same &= now == entry.getValue();
                kept.put(entry.getKey(), now);
            }
            return same ? value : kept;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> kept = new ArrayList<>();
            boolean same = true;
            for (Object each : list) {
                @Nullable Object now = json(each);
                same &= now == each;
                kept.add(now);
            }
            return same ? value : kept;
        }
        return value;
    }
}
