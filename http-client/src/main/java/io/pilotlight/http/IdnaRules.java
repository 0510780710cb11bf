package io.pilotlight.http;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Set;

/** What a label beyond ASCII may hold: IDNA 2008 (RFC 5892, with its context rules) and the Bidi rule (RFC 5893). */
final class IdnaRules {
    private static final String ALLOWED_MARKS = "-\u06fd\u06fe\u0f0b\u3007";
    private static final String REFUSED_LETTERS = "\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b";
    private static final Set<Byte> RIGHT_TO_LEFT = Set.of(
            Character.DIRECTIONALITY_RIGHT_TO_LEFT,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
            Character.DIRECTIONALITY_ARABIC_NUMBER);
    private static final Set<Byte> WEAK = Set.of(
            Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
            Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
            Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
            Character.DIRECTIONALITY_OTHER_NEUTRALS,
            Character.DIRECTIONALITY_BOUNDARY_NEUTRAL,
            Character.DIRECTIONALITY_NONSPACING_MARK,
            Character.DIRECTIONALITY_EUROPEAN_NUMBER);

    private IdnaRules() {}

    /** Throws {@link IllegalArgumentException} for a label that breaks a rule. */
    static void require(String label) {
        if (label.isEmpty() || label.startsWith("-") || label.endsWith("-")) {
            throw new IllegalArgumentException("a label is empty, or starts or ends with a hyphen");
        }
        if (label.startsWith("--", 2)) {
            throw new IllegalArgumentException("a label has hyphens as its third and fourth character");
        }
        int[] points = label.codePoints().toArray();
        if (isMark(points[0])) {
            throw new IllegalArgumentException("a label starts with a combining mark");
        }
        for (int i = 0; i < points.length; i++) {
            if (!isAllowed(points, i)) {
                throw new IllegalArgumentException(
                        String.format("U+%04X is neither a letter nor a digit, or not here", points[i]));
            }
        }
        if (Arrays.stream(points).anyMatch(c -> RIGHT_TO_LEFT.contains(Character.getDirectionality(c)))) {
            requireDirections(points);
        }
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isAllowed(int[] points, int at) {
        int c = points[at];
        boolean letter = Character.isLetterOrDigit(c) || isMark(c);
        return (letter && REFUSED_LETTERS.indexOf(c) < 0) || ALLOWED_MARKS.indexOf(c) >= 0 || isAllowedHere(points, at);
    }

    /** The context rules of RFC 5892, appendix A, but for what depends on joining types. */
    private static boolean isAllowedHere(int[] points, int at) {
        int before = at > 0 ? points[at - 1] : 0;
        int after = at + 1 < points.length ? points[at + 1] : 0;
        return switch (points[at]) {
            case 0x00b7 -> before == 'l' && after == 'l';
            case 0x0375 -> after != 0 && UnicodeScript.of(after) == UnicodeScript.GREEK;
            case 0x05f3, 0x05f4 -> before != 0 && UnicodeScript.of(before) == UnicodeScript.HEBREW;
            case 0x30fb -> Arrays.stream(points).anyMatch(IdnaRules::isJapanese);
            case 0x200c, 0x200d -> isVirama(before);
            default -> false;
        };
    }

    private static boolean isJapanese(int c) {
        UnicodeScript script = UnicodeScript.of(c);
        return script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA || script == UnicodeScript.HAN;
    }

    private static boolean isVirama(int c) {
        return c != 0 && (Character.getName(c) + " ").contains(" VIRAMA ");
    }

    private static void requireDirections(int[] points) {
        byte first = Character.getDirectionality(points[0]);
        boolean leftToRight = first == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
        int last = points.length - 1;
        while (last > 0 && Character.getDirectionality(points[last]) == Character.DIRECTIONALITY_NONSPACING_MARK) {
            last--;
        }
        byte end = Character.getDirectionality(points[last]);
        boolean ends = end == Character.DIRECTIONALITY_EUROPEAN_NUMBER || RIGHT_TO_LEFT.contains(end);
        boolean europeanDigits = has(points, Character.DIRECTIONALITY_EUROPEAN_NUMBER);
        boolean mixedDigits = europeanDigits && has(points, Character.DIRECTIONALITY_ARABIC_NUMBER);
        boolean begins =
                !leftToRight && RIGHT_TO_LEFT.contains(first) && first != Character.DIRECTIONALITY_ARABIC_NUMBER;
        boolean only = Arrays.stream(points)
                .mapToObj(Character::getDirectionality)
                .allMatch(each -> RIGHT_TO_LEFT.contains(each) || WEAK.contains(each));
        if (!begins || !ends || !only || mixedDigits) {
            throw new IllegalArgumentException("a label mixes directions of writing (RFC 5893)");
        }
    }

    private static boolean has(int[] points, byte direction) {
        return Arrays.stream(points).anyMatch(c -> Character.getDirectionality(c) == direction);
    }
}
