package io.pilotlight.env;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions of Java will do: {@code 17}, {@code 17.0.15}, {@code >=17}, or several of these joined by commas.
 *
 * @param text the request as it was written
 * @param terms its parts, all of which must hold
 */
record JavaRequest(String text, List<Term> terms) {
    private static final Pattern TERM = Pattern.compile("\\s*(>=|<=|==|!=|>|<)?\\s*(\\d[\\d._]*)\\s*");

    JavaRequest {
        terms = List.copyOf(terms);
    }

    record Term(String sign, JavaVersion version) {
        boolean holds(JavaVersion other) {
            return switch (sign) {
                case ">=" -> other.compareTo(version) >= 0;
                case "<=" -> other.compareTo(version) <= 0 || other.beginsWith(version);
                case ">" -> other.compareTo(version) > 0 && !other.beginsWith(version);
                case "<" -> other.compareTo(version) < 0;
                case "!=" -> !other.beginsWith(version);
                default -> other.beginsWith(version);
            };
        }
    }

    /** Says whether a text is meant as a request, rather than as a path or a name. */
    static boolean looksLikeOne(String text) {
        return TERM.matcher(text.split(",", -1)[0]).matches();
    }

    static JavaRequest parse(String text) {
        List<Term> terms = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = TERM.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "'" + part.strip() + "' in '" + text + "' is no version: write 17, 17.0.15, >=17 or >=17,<22");
            }
            String sign = matcher.group(1) == null ? "==" : matcher.group(1);
            terms.add(new Term(sign, JavaVersion.parse(matcher.group(2))));
        }
        return new JavaRequest(text, terms);
    }

    boolean fits(JavaVersion version) {
        return terms.stream().allMatch(term -> term.holds(version));
    }
}
