package io.pilotlight.env;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Java by its numbers, the feature number first: 8 for what calls itself 1.8.
 *
 * @param numbers the numbers without zeros at the end, at least one
 */
record JavaVersion(List<Integer> numbers) implements Comparable<JavaVersion> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6}(?:[._]\\d{1,6}){0,6})(?:[-+].*)?");

    JavaVersion {
        List<Integer> kept = new ArrayList<>(numbers);
        while (kept.size() > 1 && kept.get(kept.size() - 1) == 0) {
            kept.remove(kept.size() - 1);
        }
        numbers = List.copyOf(kept);
    }

    /** Reads what {@code java.version} says, such as 17.0.15, 1.8.0_402 or 26-ea. */
    static JavaVersion parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no version of Java: write it like 17 or 17.0.15");
        }
        List<Integer> numbers = new ArrayList<>();
        for (String number : matcher.group(1).split("[._]", -1)) {
            numbers.add(Integer.valueOf(number));
        }
        if (numbers.size() > 1 && numbers.get(0) == 1) {
            numbers.remove(0);
        }
        return new JavaVersion(numbers);
    }

    /** Says whether the first numbers are those of another version, whose zeros at the end do not count. */
    boolean beginsWith(JavaVersion other) {
        return numbers.size() >= other.numbers.size()
                && numbers.subList(0, other.numbers.size()).equals(other.numbers);
    }

    @Override
    public int compareTo(JavaVersion other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int order = Integer.compare(number(i), other.number(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private int number(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }
}
