package io.pilotlight.examples.parity;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the lines that two clients wrote about one case.
 *
 * <p>The same are: header fields in another order (counted as a warning), JSON written with other blanks (and the
 * {@code Content-Length} that goes with it), no body and an empty one, two names of one charset, bases of an exception in
 * another order. All else that is not equal is a difference.
 */
final class Comparison {
    private final List<Difference> differences = new ArrayList<>();

    private Comparison() {}

    static List<Difference> of(Fields expected, Fields got) {
        Comparison comparison = new Comparison();
        comparison.compare("", canonical(expected), canonical(got));
        return List.copyOf(comparison.differences);
    }

    /** Says whether a request's header fields came in another order, though they are the same. */
    static boolean otherOrder(Fields expected, Fields got) {
        List<Fields> one = Fields.objects(expected.value("wire"));
        List<Fields> other = Fields.objects(got.value("wire"));
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!names(one.get(i)).equals(names(other.get(i)))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> names(Fields request) {
        return request.list("headers").stream()
                .map(pair -> String.valueOf(Fields.entries(pair).get(0)))
                .toList();
    }

    private void compare(String path, @Nullable Object expected, @Nullable Object got) {
        if (expected instanceof Map<?, ?> one && got instanceof Map<?, ?> other) {
            Fields a = Fields.of(one);
            Fields b = Fields.of(other);
            if (path.matches("steps\\[\\d+]") && a.has("exception") != b.has("exception")) {
                differences.add(new Difference(path, outcome(a), outcome(b)));
                return;
            }
            TreeSet<String> names = new TreeSet<>(a.map().keySet());
            names.addAll(b.map().keySet());
            names.forEach(name -> compare(path.isEmpty() ? name : path + "." + name, a.value(name), b.value(name)));
        } else if (expected instanceof List<?> one && got instanceof List<?> other && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                compare(path + "[" + i + "]", one.get(i), other.get(i));
            }
        } else if (expected instanceof List<?> one && got instanceof List<?> other && path.equals("wire")) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                compare(
                        path + "[" + i + "]",
                        i < one.size() ? one.get(i) : null,
                        i < other.size() ? other.get(i) : null);
            }
        } else if (!Objects.equals(expected, got)) {
            differences.add(new Difference(path, expected, got));
        }
    }

    /** Says in a word how a step ended. */
    private static String outcome(Fields step) {
        if (step.has("exception")) {
            return step.text("exception");
        }
        return step.has("prepared") ? "prepared" : "answer " + step.text("status");
    }

    private static Object canonical(Fields line) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(line.map());
        copy.put(
                "wire",
                line.list("wire").stream().map(it -> wire(Fields.of(it))).toList());
        copy.put(
                "steps",
                Fields.objects(line.value("steps")).stream()
                        .map(Comparison::step)
                        .toList());
        return copy;
    }

    private static Map<String, @Nullable Object> wire(Fields request) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (Object pair : request.list("headers")) {
            String name = String.valueOf(Fields.entries(pair).get(0));
            headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), lower -> new ArrayList<>())
                    .add(name + ": " + Fields.entries(pair).get(1));
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(request.map());
        copy.put("headers", headers);
        if (String.valueOf(headers.get("content-type")).toLowerCase(Locale.ROOT).contains("json")) {
            copy.put("body", parsed(request.value("body")));
            headers.replaceAll((name, values) -> name.equals("content-length") ? List.of("{json-length}") : values);
        }
        return copy;
    }

    private static Map<String, @Nullable Object> step(Fields step) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(step.map());
        copy.replaceAll((name, value) -> switch (name) {
            case "request", "prepared", "next" -> value == null ? null : request(Fields.of(value));
            case "encoding" -> charset(value);
            case "requests_bases" ->
                new TreeSet<>(
                        Fields.entries(value).stream().map(String::valueOf).toList());
            case "json" -> echo(value);
            default -> value;
        });
        if (copy.containsKey("json_error")) {
            copy.remove("length");
        }
        return copy;
    }

    private static Map<String, @Nullable Object> request(Fields request) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(request.map());
        copy.replaceAll((name, value) -> name.equals("body") && "".equals(value) ? null : value);
        Map<String, @Nullable Object> headers =
                new LinkedHashMap<>(request.fields("headers").map());
        boolean json = headers.entrySet().stream()
                .anyMatch(it -> it.getKey().equalsIgnoreCase("content-type")
                        && String.valueOf(it.getValue()).contains("json"));
        if (json) {
            copy.put("body", parsed(request.value("body")));
            headers.replaceAll((name, value) -> name.equalsIgnoreCase("content-length") ? "{json-length}" : value);
            copy.put("headers", headers);
        }
        return copy;
    }

    /** What httpbin says that it got: its text of a JSON body is what the client wrote. */
    private static @Nullable Object echo(@Nullable Object json) {
        Fields echo = Fields.of(json);
        if (!echo.fields("headers").text("Content-Type").contains("json")) {
            return json;
        }
        Map<String, @Nullable Object> headers =
                new LinkedHashMap<>(echo.fields("headers").map());
        headers.replaceAll((name, value) -> name.equals("Content-Length") ? "{json-length}" : value);
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(echo.map());
        copy.put("headers", headers);
        copy.replaceAll((name, value) -> name.equals("data") ? parsed(value) : value);
        return copy;
    }

    private static @Nullable Object parsed(@Nullable Object text) {
        if (!(text instanceof String json)) {
            return text;
        }
        try {
            return List.of("{json}", Json.standard().read(json, Object.class));
        } catch (JsonException none) {
            return json;
        }
    }

    private static @Nullable Object charset(@Nullable Object name) {
        if (!(name instanceof String text)) {
            return name;
        }
        for (String spelling : List.of(text, text.replaceAll("[-_]", ""))) {
            try {
                return Charset.forName(spelling).name();
            } catch (IllegalArgumentException none) {
                // Python writes latin-1 where Java writes latin1
            }
        }
        return text;
    }
}
