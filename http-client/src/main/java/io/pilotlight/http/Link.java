package io.pilotlight.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A link of a {@code Link} field (RFC 8288).
 *
 * @param url what stands between the angle brackets, as it was received: it may be relative to the URL of the answer
 * @param params the parameters in order, their names in lower case; of a name that comes again the first value
 */
public record Link(String url, Map<String, String> params) {

    /** Refuses nulls, and copies the parameters. */
    public Link {
        Objects.requireNonNull(url, "url");
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    /**
     * Returns what the link is for.
     *
     * @return such as {@code "next"}; empty if that is not said
     */
    public String rel() {
        return params.getOrDefault("rel", "");
    }

    /**
     * Says whether the link is for something, be it among others.
     *
     * @param relation such as {@code "next"}, in any case
     * @return true if it is one of the words of {@link #rel}
     */
    public boolean is(String relation) {
        return List.of(rel().toLowerCase(Locale.ROOT).split("\\s+", -1)).contains(relation.toLowerCase(Locale.ROOT));
    }

    /**
     * Reads a field.
     *
     * @param field the value of a {@code Link} field, or of several with commas between them
     * @return the links in order; what cannot be read is skipped
     */
    public static List<Link> parse(String field) {
        return new LinkReader(field).links();
    }
}
