package io.pilotlight.env;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Python by its three numbers. */
record PythonVersion(int major, int minor, int micro) implements Comparable<PythonVersion> {
    static final PythonVersion OLDEST = new PythonVersion(3, 8, 0);

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6}))?.*");

    /** Reads the numbers at the beginning of a text; those that are not there are zero. */
    static PythonVersion parse(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no version of Python: write it like 3.11 or 3.11.7");
        }
        return new PythonVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3));
    }

    boolean isAtLeast(int wantedMajor, int wantedMinor) {
        return compareTo(new PythonVersion(wantedMajor, wantedMinor, 0)) >= 0;
    }

    @Override
    public int compareTo(PythonVersion other) {
        // plain comparisons: looking for an interpreter is often the first thing that a program does
        int byMinor = major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
        return byMinor == 0 ? Integer.compare(micro, other.micro) : byMinor;
    }

    private static int number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
    }
}
