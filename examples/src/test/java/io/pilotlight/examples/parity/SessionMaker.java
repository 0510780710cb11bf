package io.pilotlight.examples.parity;

import io.pilotlight.http.RedirectPolicy;
import io.pilotlight.http.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the session that a case describes. */
final class SessionMaker {
    private final RequestMaker requests;

    SessionMaker(RequestMaker requests) {
        this.requests = requests;
    }

    Session make(Fields definition) {
        Fields session = definition.fields("session");
        Session.Builder builder = Session.builder().environment(environment(definition, session));
        RequestMaker.headers(builder, session.fields("headers"));
        session.fields("params").map().forEach((name, value) -> {
            if (value != null) {
                builder.param(name, value);
            }
        });
        session.find("auth").ifPresent(auth -> builder.auth(requests.auth(Fields.of(auth))));
        session.find("max_redirects")
                .ifPresent(max -> builder.redirects(RedirectPolicy.DEFAULT.withMax(((Number) max).intValue())));
        session.find("verify").ifPresent(verify -> builder.tls(RequestMaker.tls(verify)));
        for (String later : List.of("proxies", "cookies", "retries")) {
            if (session.has(later)) {
                throw new UnsupportedOperationException(later);
            }
        }
        if (definition.has("netrc")) {
            throw new UnsupportedOperationException("netrc");
        }
        return builder.build();
    }

    /** A session that adds nothing to a request, not even the usual header fields. */
    static Session bare() {
        Session.Builder builder = Session.builder().environment(Map.of());
        for (String name : List.of("User-Agent", "Accept-Encoding", "Accept", "Connection")) {
            builder.withoutHeader(name);
        }
        return builder.build();
    }

    private static Map<String, String> environment(Fields definition, Fields session) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (!Boolean.FALSE.equals(session.value("trust_env"))) {
            definition.fields("env").map().forEach((name, value) -> variables.put(name, String.valueOf(value)));
        }
        return variables;
    }
}
