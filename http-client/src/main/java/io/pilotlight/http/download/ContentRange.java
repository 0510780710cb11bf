package io.pilotlight.http.download;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What part of a file an answer holds; first is -1 if none, total is -1 if nobody knows (RFC 9110, section 14.4). */
record ContentRange(long first, long last, long total) {
    private static final Pattern FORM =
            Pattern.compile("bytes\\s+(?:([0-9]{1,18})-([0-9]{1,18})|\\*)/([0-9]{1,18}|\\*)", Pattern.CASE_INSENSITIVE);

    static Optional<ContentRange> parse(String field) {
        Matcher matcher = FORM.matcher(field.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean some = matcher.group(1) != null;
        return Optional.of(new ContentRange(
                some ? Long.parseLong(matcher.group(1)) : -1,
                some ? Long.parseLong(matcher.group(2)) : -1,
                matcher.group(3).equals("*") ? -1 : Long.parseLong(matcher.group(3))));
    }
}
