package io.pilotlight.http.cassette;

import io.pilotlight.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a recording; throws IllegalArgumentException, without a value in it, for what is none. */
final class Fields {
    private Fields() {}

    static Map<?, ?> map(@Nullable Object json, String what) {
        if (json instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(what + " is no object");
    }

    static List<?> list(@Nullable Object json, String what) {
        if (json instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(what + " is no list");
    }

    static String text(Map<?, ?> map, String name) {
        if (map.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name + " is no text");
    }

    static int number(Map<?, ?> map, String name) {
        if (map.get(name) instanceof Integer number) {
            return number;
        }
        throw new IllegalArgumentException(name + " is no number");
    }

    static List<String> lines(HttpHeaders headers) {
        List<String> lines = new ArrayList<>();
        headers.forEach((name, value) -> lines.add(name + ": " + value));
        return lines;
    }

    static HttpHeaders headers(@Nullable Object json) {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        for (Object line : list(json, "headers")) {
            String text = String.valueOf(line);
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("a header has no colon");
            }
            try {
                headers.add(text.substring(0, colon), text.substring(colon + 1).strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("a header has a name or a value that none can have");
            }
        }
        return headers.build();
    }
}
