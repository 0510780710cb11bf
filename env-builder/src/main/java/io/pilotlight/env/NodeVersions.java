package io.pilotlight.env;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions of Node.js are wanted: a range as npm's semver has it, of releases.
 *
 * @param alternatives one of them must hold, which it does if all of its spans do
 */
record NodeVersions(List<List<Span>> alternatives) {
    static final NodeVersions ANY = new NodeVersions(List.of(List.of()));

    private static final String NUMBER = "(?:\\d{1,6}|[xX*])";
    private static final String PARTIAL = "v?(" + NUMBER + "(?:\\." + NUMBER + "){0,2})";
    private static final Pattern COMPARATOR = Pattern.compile("\\s*(>=|<=|>|<|=|\\^|~)?\\s*" + PARTIAL + "(?=\\s|$)");
    private static final Pattern HYPHEN = Pattern.compile(PARTIAL + "\\s+-\\s+" + PARTIAL);

    NodeVersions {
        alternatives = alternatives.stream().map(List::copyOf).toList();
    }

    /**
     * Reads a range.
     *
     * @throws OptionException if it is none
     */
    static NodeVersions of(String text) {
        List<List<Span>> alternatives = new ArrayList<>();
        for (String alternative : text.split("\\|\\|", -1)) {
            alternatives.add(spans(alternative.strip()));
        }
        return new NodeVersions(alternatives);
    }

    boolean fits(NodeVersion version) {
        return alternatives.stream().anyMatch(spans -> spans.stream().allMatch(span -> span.holds(version)));
    }

    private static List<Span> spans(String text) {
        Matcher hyphen = HYPHEN.matcher(text);
        if (hyphen.matches()) {
            return List.of(Span.of(">=", hyphen.group(1)), Span.of("<=", hyphen.group(2)));
        }
        List<Span> spans = new ArrayList<>();
        Matcher comparator = COMPARATOR.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!comparator.find(end) || comparator.start() != end) {
                throw NodeRequest.refused("'" + text + "' is no range of versions");
            }
            spans.add(Span.of(comparator.group(1) == null ? "=" : comparator.group(1), comparator.group(2)));
            end = comparator.end();
        }
        if (spans.isEmpty()) {
            throw NodeRequest.refused("'" + text + "' is no range of versions");
        }
        return spans;
    }

    /**
     * Versions beside each other.
     *
     * @param from the first
     * @param to the first that is beyond
     */
    record Span(NodeVersion from, NodeVersion to) {
        private static final NodeVersion FIRST = new NodeVersion(0, 0, 0);
        private static final NodeVersion BEYOND = new NodeVersion(Integer.MAX_VALUE, 0, 0);

        /** Makes one of an operator and up to three numbers; those that are left out stand for any. */
        static Span of(String operator, String partial) {
            List<Integer> numbers = new ArrayList<>();
            for (String number : partial.split("\\.", -1)) {
                if (!Character.isDigit(number.charAt(0))) {
                    break;
                }
                numbers.add(Integer.valueOf(number));
            }
            if (numbers.isEmpty()) {
                return operator.equals("<") || operator.equals(">") ? new Span(FIRST, FIRST) : new Span(FIRST, BEYOND);
            }
            NodeVersion from = version(numbers);
            return switch (operator) {
                case ">=" -> new Span(from, BEYOND);
                case ">" -> new Span(after(numbers), BEYOND);
                case "<" -> new Span(FIRST, from);
                case "<=" -> new Span(FIRST, after(numbers));
                case "^" -> new Span(from, after(numbers.subList(0, 1)));
                case "~" -> new Span(from, after(numbers.subList(0, Math.min(2, numbers.size()))));
                default -> new Span(from, after(numbers));
            };
        }

        boolean holds(NodeVersion version) {
            return version.compareTo(from) >= 0 && version.compareTo(to) < 0;
        }

        private static NodeVersion after(List<Integer> numbers) {
            List<Integer> next = new ArrayList<>(numbers);
            next.set(next.size() - 1, next.get(next.size() - 1) + 1);
            return version(next);
        }

        private static NodeVersion version(List<Integer> numbers) {
            return new NodeVersion(
                    numbers.get(0), numbers.size() > 1 ? numbers.get(1) : 0, numbers.size() > 2 ? numbers.get(2) : 0);
        }
    }
}
