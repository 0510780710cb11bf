package io.pilotlight.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a Link field from left to right; commas and semicolons between brackets or quotes belong to what is there. */
final class LinkReader {
    private final String field;
    private int at;

    LinkReader(String field) {
        this.field = field;
    }

    List<Link> links() {
        List<Link> links = new ArrayList<>();
        while (at < field.length()) {
            String url = url();
            Map<String, String> params = params();
            if (!url.isEmpty() || !params.isEmpty()) {
                links.add(new Link(url, params));
            }
            at++;
        }
        return List.copyOf(links);
    }

    private String url() {
        skipBlanks();
        if (!isAt('<')) {
            return until(";,");
        }
        at++;
        String url = until(">");
        until(";,");
        return url;
    }

    /** Reads up to the comma behind the link. */
    private Map<String, String> params() {
        Map<String, String> params = new LinkedHashMap<>();
        while (isAt(';')) {
            at++;
            String name = until("=;,").toLowerCase(Locale.ROOT);
            String value = "";
            if (isAt('=')) {
                at++;
                value = value();
            }
            if (!name.isEmpty()) {
                params.putIfAbsent(name, value);
            }
        }
        return params;
    }

    private String value() {
        skipBlanks();
        if (isAt('"')) {
            String quoted = quoted();
            until(";,");
            return quoted;
        }
        String token = until(";,");
        boolean single = token.length() > 1 && token.startsWith("'") && token.endsWith("'");
        return single ? token.substring(1, token.length() - 1) : token;
    }

    private String quoted() {
        StringBuilder text = new StringBuilder();
        for (at++; at < field.length() && !isAt('"'); at++) {
            if (isAt('\\') && at + 1 < field.length()) {
                at++;
            }
            text.append(field.charAt(at));
        }
        at++;
        return text.toString();
    }

    private String until(String ends) {
        int start = Math.min(at, field.length());
        while (at < field.length() && ends.indexOf(field.charAt(at)) < 0) {
            at++;
        }
        return field.substring(start, Math.max(start, Math.min(at, field.length())))
                .strip();
    }

    private void skipBlanks() {
        while (at < field.length() && Character.isWhitespace(field.charAt(at))) {
            at++;
        }
    }

    private boolean isAt(char c) {
        return at < field.length() && field.charAt(at) == c;
    }
}
