package io.pilotlight.env.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An environment marker of PEP 508, such as {@code python_version < "3.11"}. */
final class Marker {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<text>'[^']*'|\"[^\"]*\")|(?<op>===|==|~=|!=|<=|>=|<|>)|(?<paren>[()])|(?<word>[A-Za-z_.]+))");

    private final Map<String, String> values;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private Marker(Map<String, String> values) {
        this.values = values;
    }

    /** What is written cannot be understood, or asks for what is not known. */
    private static final class Unknown extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Says whether a marker holds for an environment; empty if that cannot be told. */
    static Optional<Boolean> holds(String text, Map<String, String> values) {
        Marker marker = new Marker(values);
        try {
            marker.split(text);
            boolean result = marker.or();
            return marker.at == marker.tokens.size() ? Optional.of(result) : Optional.empty();
        } catch (Unknown e) {
            return Optional.empty();
        }
    }

    private void split(String text) throws Unknown {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find(end)) {
            if (matcher.start() != end) {
                throw new Unknown();
            }
            tokens.add(matcher.group().strip());
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw new Unknown();
        }
    }

    private boolean or() throws Unknown {
        boolean result = and();
        while (takes("or")) {
            result |= and();
        }
        return result;
    }

    private boolean and() throws Unknown {
        boolean result = term();
        while (takes("and")) {
            result &= term();
        }
        return result;
    }

    private boolean term() throws Unknown {
        if (takes("(")) {
            boolean result = or();
            if (!takes(")")) {
                throw new Unknown();
            }
            return result;
        }
        String left = value(next());
        String operator = next();
        if (operator.equals("not") && takes("in")) {
            operator = "not in";
        }
        return compare(left, operator, value(next()));
    }

    private static boolean compare(String left, String operator, String right) throws Unknown {
        if (operator.equals("in") || operator.equals("not in")) {
            return right.contains(left) == operator.equals("in");
        }
        Optional<VersionRange> range = VersionRange.parse(operator + right);
        if (range.isPresent() && VersionNumber.parse(left).isPresent()) {
            return range.get().contains(left);
        }
        return compareTexts(left, operator, right);
    }

    private static boolean compareTexts(String left, String operator, String right) throws Unknown {
        return switch (operator) {
            case "==", "===" -> left.equals(right);
            case "!=" -> !left.equals(right);
            case "<" -> left.compareTo(right) < 0;
            case "<=" -> left.compareTo(right) <= 0;
            case ">" -> left.compareTo(right) > 0;
            case ">=" -> left.compareTo(right) >= 0;
            default -> throw new Unknown();
        };
    }

    private String value(String token) throws Unknown {
        if (token.startsWith("'") || token.startsWith("\"")) {
            return token.substring(1, token.length() - 1);
        }
        String value = values.get(token);
        if (value == null) {
            throw new Unknown();
        }
        return value;
    }

    private boolean takes(String token) {
        boolean next = at < tokens.size() && tokens.get(at).equals(token);
        at += next ? 1 : 0;
        return next;
    }

    private String next() throws Unknown {
        if (at == tokens.size()) {
            throw new Unknown();
        }
        return tokens.get(at++);
    }
}
