package io.pilotlight.faas.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way from a method and a path to a function.
 *
 * <p>A path is literal segments, variables such as {@code {id}}, and at its end a variable that takes the rest, such as
 * {@code {rest+}}.
 *
 * @param method a method, or {@code ANY}
 * @param path the pattern of the path
 * @param function the function's name
 */
record Route(String method, String path, String function) {
    static final String ANY = "ANY";

    Route {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("Not a path: '" + path + "'; start it with a slash");
        }
        List<String> segments = segments(path);
        for (int i = 0; i < segments.size(); i++) {
            if (isGreedy(segments.get(i)) && i < segments.size() - 1) {
                throw new IllegalArgumentException(
                        "In the path '" + path + "', " + segments.get(i) + " takes the rest; put it last");
            }
        }
    }

    /** Returns the key by which the event names its route. */
    String key() {
        return method + " " + path;
    }

    /** Matches a request; the answer holds the decoded variables of the path. */
    Optional<Map<String, String>> match(String requestMethod, String requestPath) {
        if (!method.equals(ANY) && !method.equals(requestMethod)) {
            return Optional.empty();
        }
        List<String> pattern = segments(path);
        List<String> actual = segments(requestPath);
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String expected = pattern.get(i);
            if (isGreedy(expected) && i < actual.size()) {
                variables.put(name(expected), decode(String.join("/", actual.subList(i, actual.size()))));
                return Optional.of(variables);
            }
            if (i >= actual.size()) {
                return Optional.empty();
            }
            if (isVariable(expected) && !actual.get(i).isEmpty()) {
                variables.put(name(expected), decode(actual.get(i)));
            } else if (!expected.equals(decode(actual.get(i)))) {
                return Optional.empty();
            }
        }
        return pattern.size() == actual.size() ? Optional.of(variables) : Optional.empty();
    }

    /** Orders routes: literal segments before variables, variables before the rest, a method before any. */
    int rank() {
        int rank = 0;
        for (String segment : segments(path)) {
            rank = rank * 3 + (isGreedy(segment) ? 0 : isVariable(segment) ? 1 : 2);
        }
        return rank * 2 + (method.equals(ANY) ? 0 : 1);
    }

    static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException strayPercent) {
            return encoded;
        }
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
        if (segments.size() > 1 && segments.get(segments.size() - 1).isEmpty()) {
            segments.remove(segments.size() - 1);
        }
        return segments;
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static boolean isGreedy(String segment) {
        return segment.startsWith("{") && segment.endsWith("+}");
    }

    private static String name(String segment) {
        return segment.substring(1, segment.length() - (isGreedy(segment) ? 2 : 1));
    }
}
