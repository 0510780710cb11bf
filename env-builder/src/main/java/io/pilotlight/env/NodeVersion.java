package io.pilotlight.env;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Node.js by its three numbers. */
record NodeVersion(int major, int minor, int patch) implements Comparable<NodeVersion> {
    static final NodeVersion OLDEST = new NodeVersion(18, 0, 0);

    private static final Pattern NUMBERS = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(?:[-+].*)?");

    /** Reads a version such as v20.11.1, if it is one. */
    static Optional<NodeVersion> read(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        return matcher.matches()
                ? Optional.of(new NodeVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
                : Optional.empty();
    }

    @Override
    public int compareTo(NodeVersion other) {
        return Comparator.comparingInt(NodeVersion::major)
                .thenComparingInt(NodeVersion::minor)
                .thenComparingInt(NodeVersion::patch)
                .compare(this, other);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
