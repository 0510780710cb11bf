package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A challenge of an answer (RFC 9110, section 11.6.1), or what else is written as names and values.
 *
 * @param scheme in lower case
 * @param values by names in lower case, without quotes
 */
record Challenge(String scheme, Map<String, String> values) {
    Challenge {
        values = Map.copyOf(values);
    }

    /** Returns a value; empty if there is none. */
    String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** Reads every challenge of a field that may come more than once, in order; what cannot be read is passed over. */
    static List<Challenge> all(HttpHeaders headers, String field) {
        List<Challenge> all = new ArrayList<>();
        for (String value : headers.all(field)) {
            new Reader(value, all).challenges();
        }
        return all;
    }

    /** Reads names and values without a scheme before them, as of {@code Authentication-Info}. */
    static Map<String, String> parameters(String field) {
        List<Challenge> all = new ArrayList<>();
        new Reader("x " + field, all).challenges();
        return all.isEmpty() ? Map.of() : all.get(0).values();
    }

    /**
     * Reads one field. A word is a scheme unless an equals sign follows it, for commas stand both between challenges and between
     * the parameters of one.
     */
    private static final class Reader {
        private final String text;
        private final List<Challenge> found;
        private int at;
        private String scheme = "";
        private Map<String, String> values = new LinkedHashMap<>();

        Reader(String text, List<Challenge> found) {
            this.text = text;
            this.found = found;
        }

        void challenges() {
            while (skip(" \t,")) {
                String word = word();
                skip(" \t");
                if (word.isEmpty()) {
                    at++;
                } else if (at < text.length() && text.charAt(at) == '=' && !scheme.isEmpty()) {
                    at++;
                    skip(" \t");
                    values.putIfAbsent(word.toLowerCase(Locale.ROOT), value());
                } else {
                    end();
                    scheme = word.toLowerCase(Locale.ROOT);
                }
            }
            end();
        }

        private void end() {
            if (!scheme.isEmpty()) {
                found.add(new Challenge(scheme, values));
            }
            values = new LinkedHashMap<>();
        }

        private String word() {
            int from = at;
            while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(from, at);
        }

        private String value() {
            if (at >= text.length() || text.charAt(at) != '"') {
                return word();
            }
            StringBuilder value = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at++));
            }
            at++;
            return value.toString();
        }

        /** Skips characters; says whether there is more. */
        private boolean skip(String characters) {
            while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return at < text.length();
        }
    }
}
