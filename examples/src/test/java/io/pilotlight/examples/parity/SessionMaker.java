package io.pilotlight.examples.parity;

import io.pilotlight.http.Cookie;
import io.pilotlight.http.CookieJar;
import io.pilotlight.http.Netrc;
import io.pilotlight.http.RedirectPolicy;
import io.pilotlight.http.Retries;
import io.pilotlight.http.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the session that a case describes. */
final class SessionMaker {
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(2);

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
        session.find("proxies").ifPresent(proxies -> builder.proxies(RequestMaker.proxies(Fields.of(proxies))));
        session.find("retries").ifPresent(retries -> builder.retries(retries(Fields.of(retries))));
        cookies(builder, session.fields("cookies"));
        if (definition.has("netrc") && !Boolean.FALSE.equals(session.value("trust_env"))) {
            builder.netrc(netrc(definition.text("netrc")));
        }
        return builder.build();
    }

    /** A plain cookie is one of no domain yet; one with a domain belongs there. */
    private static void cookies(Session.Builder builder, Fields cookies) {
        CookieJar jar = new CookieJar();
        builder.cookies(jar);
        cookies.map().forEach((name, value) -> {
            Fields attributes = Fields.of(value);
            if (!(value instanceof Map)) {
                builder.cookie(name, String.valueOf(value));
                return;
            }
            Cookie.Builder cookie = Cookie.builder(name, attributes.text("value"));
            attributes
                    .find("domain")
                    .map(String::valueOf)
                    .filter(it -> !it.isEmpty())
                    .ifPresent(cookie::domain);
            attributes.find("path").map(String::valueOf).ifPresent(cookie::path);
            attributes.find("secure").ifPresent(secure -> cookie.secure((Boolean) secure));
            attributes
                    .find("expires")
                    .ifPresent(at -> cookie.expires(Instant.ofEpochSecond(((Number) at).longValue())));
            jar.add(cookie.build());
        });
    }

    /** The numbers of urllib3's Retry, whose waits have no chance in them and whose number has no budget. */
    private static Retries retries(Fields given) {
        Retries.Builder retries =
                Retries.builder().jitter(false).withoutBudget().statuses();
        number(given, "total").ifPresent(retries::total);
        number(given, "connect").ifPresent(retries::connect);
        number(given, "read").ifPresent(retries::read);
        number(given, "status").ifPresent(retries::status);
        if (given.has("status_forcelist")) {
            retries.statuses(given.list("status_forcelist").stream()
                    .map(it -> ((Number) it).intValue())
                    .mapToInt(Integer::intValue)
                    .toArray());
        }
        if (given.has("allowed_methods")) {
            retries.methods(
                    given.list("allowed_methods").stream().map(String::valueOf).toArray(String[]::new));
        }
        double factor = given.find("backoff_factor")
                .map(it -> ((Number) it).doubleValue())
                .orElse(0.0);
        retries.backoff(Duration.ofMillis((long) (factor * 1_000)), LONGEST_BACKOFF);
        if (Boolean.FALSE.equals(given.value("respect_retry_after_header"))) {
            retries.ignoreRetryAfter();
        }
        if (Boolean.FALSE.equals(given.value("raise_on_status"))) {
            retries.failsWhenExhausted(false);
        }
        return retries.build();
    }

    private static Optional<Integer> number(Fields given, String name) {
        return given.find(name).filter(Number.class::isInstance).map(it -> ((Number) it).intValue());
    }

    private static Netrc netrc(String text) {
        try {
            Path file = Files.createTempFile("pilotlight", ".netrc");
            try {
                return Netrc.load(Files.writeString(file, text));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
