package io.pilotlight.env.activation;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with places for values, written as a name in two braces, and with parts that are repeated: those between the lines
 * {@code #each LIST} and {@code #end}, or, in cmd's files, {@code ::each LIST} and {@code ::end}.
 *
 * <p>A value is put in once and never looked into: it may itself look like a place.
 */
record Template(String text) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    /** A value waits in this form while places are still looked for; no shell script and no value has a NUL in it. */
    private static final char HELD = 0;

    /** Repeats the parts for a list, once for each row; in them, the row's values are put in. */
    Template each(String list, List<Map<String, String>> rows) {
        Pattern part = Pattern.compile("(?ms)^(?:#|::)each " + list + "\n(.*?)^(?:#|::)end\n");
        return new Template(part.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        rows.stream().map(row -> put(found.group(1), row)).collect(Collectors.joining()))));
    }

    /** Puts values in the places that are left. */
    String filled(Map<String, String> values) {
        return put(text, values).replace(String.valueOf(HELD), "");
    }

    private static String put(String part, Map<String, String> values) {
        return PLACE.matcher(part).replaceAll(place -> Matcher.quoteReplacement(value(place, values)));
    }

    private static String value(MatchResult place, Map<String, String> values) {
        String value = values.get(place.group(1));
        // a NUL after each brace keeps a later round from finding a place in a value
        return value == null ? place.group() : value.replace("{", "{" + HELD);
    }
}
