package io.pilotlight.http.cassette;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.PreparedRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A request as it is recorded and compared: without secrets. */
record Asked(String method, String url, HttpHeaders headers, Content body) {

    static Asked of(PreparedRequest request, Content body, Redaction redaction) {
        return new Asked(request.method(), redaction.url(request.url()), redaction.headers(request.headers()), body);
    }

    static Asked of(Map<?, ?> json) {
        return new Asked(
                Fields.text(json, "method"),
                Fields.text(json, "url"),
                Fields.headers(json.get("headers")),
                Content.of(json.get("body")));
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("method", method);
        json.put("url", url);
        json.put("headers", Fields.lines(headers));
        if (!body.isNone()) {
            json.put("body", body.toJson());
        }
        return json;
    }

    /** Returns method and URL without the query. */
    String shown() {
        return method + " " + url.split("\\?", 2)[0];
    }

    /** Says in what another request differs, values of parameters, headers and bodies left out; empty if in nothing. */
    List<String> differences(Asked other, Matching by) {
        List<String> differences = new ArrayList<>();
        if (!method.equals(other.method)) {
            differences.add("the method is " + other.method);
        }
        if (!start().equals(other.start())) {
            differences.add("the URL is " + other.start());
        }
        Set<String> parameters = new LinkedHashSet<>(parameters().keySet());
        parameters.addAll(other.parameters().keySet());
        parameters.removeIf(name -> parameters()
                .getOrDefault(name, List.of())
                .equals(other.parameters().get(name)));
        if (!parameters.isEmpty()) {
            differences.add("other values of the parameters " + parameters);
        } else if (differences.isEmpty() && !url.equals(other.url)) {
            differences.add("the parameters are in another order");
        }
        for (String name : by.headers()) {
            if (!headers.all(name).equals(other.headers.all(name))) {
                differences.add("another header " + name);
            }
        }
        if (by.body() && !body.sameAs(other.body)) {
            differences.add("another body (" + other.body.bytes().length + " bytes)");
        }
        return differences;
    }

    /** Says how far a request is from another; zero if it is the same. */
    int distance(Asked other, Matching by) {
        int distance = differences(other, by).size();
        boolean elsewhere = !start().equals(other.start());
        return distance + (elsewhere ? 10 + (host().equals(other.host()) ? 0 : 10) : 0);
    }

    private String start() {
        return url.split("\\?", 2)[0];
    }

    private String host() {
        int from = url.indexOf("//");
        return from < 0 ? url : url.substring(from + 2).split("[/?]", 2)[0];
    }

    private Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        String[] parts = url.split("\\?", 2);
        if (parts.length == 2) {
            for (String pair : parts[1].split("&", -1)) {
                String[] both = pair.split("=", 2);
                parameters.computeIfAbsent(both[0], name -> new ArrayList<>()).add(both.length == 2 ? both[1] : "");
            }
        }
        return parameters;
    }

    /** By what requests are told apart, beside method and URL. */
    record Matching(List<String> headers, boolean body) {
        Matching {
            headers = List.copyOf(headers);
        }
    }
}
