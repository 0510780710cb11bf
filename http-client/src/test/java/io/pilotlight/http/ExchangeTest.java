package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpRequest;
import io.pilotlight.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private Session session(HttpHandler handler) {
        return builder(handler).build();
    }

    private Session.Builder builder(HttpHandler handler) {
        return Session.builder().environment(java.util.Map.of()).mount("http://", (HttpRequest request) -> {
            asked.add(request.method() + " " + request.target() + " "
                    + request.headers().first("Authorization").orElse("-") + " "
                    + request.headers().first("Cookie").orElse("-"));
            return handler.handle(request);
        });
    }

    /** Answers every challenge with the next number. */
    private static final class Counting implements Auth {
        private int answers;

        @Override
        public PreparedRequest sign(PreparedRequest request) {
            return request;
        }

        @Override
        public Optional<PreparedRequest> answer(Response challenge) {
            return challenge.status() == 401
                    ? Optional.of(challenge.request().withHeader("Authorization", "n" + ++answers))
                    : Optional.empty();
        }
    }

    @Nested
    class AChallenge {
        @Test
        void isAnsweredOnceAndStandsInTheHistory() {
            try (Session session = session(request -> HttpResponse.of(401))) {
                Response last = session.get("http://a/x", r -> r.auth(new Counting()));
                assertThat(last.status()).isEqualTo(401);
                assertThat(last.history()).extracting(Response::status).containsExactly(401);
                assertThat(asked).containsExactly("GET /x - -", "GET /x n1 -");
            }
        }

        @Test
        void isAnsweredAgainAfterARedirectThatStays() {
            HttpHandler handler =
                    request -> request.headers().first("Authorization").isEmpty()
                                    || request.target().equals("/y")
                            ? HttpResponse.of(401)
                            : HttpResponse.of(302).withHeader("Location", "/y");
            try (Session session = session(handler)) {
                assertThat(session.get("http://a/x", r -> r.auth(new Counting()))
                                .history())
                        .extracting(Response::status)
                        .containsExactly(401, 302, 401);
                assertThat(asked).containsExactly("GET /x - -", "GET /x n1 -", "GET /y n1 -", "GET /y n2 -");
            }
        }

        @Test
        void isNotAnsweredElsewhere() {
            HttpHandler handler =
                    request -> request.headers().first("Host").orElseThrow().equals("a")
                            ? HttpResponse.of(302).withHeader("Location", "http://b/y")
                            : HttpResponse.of(401);
            try (Session session = session(handler)) {
                assertThat(session.get("http://a/x", r -> r.auth(new Counting()))
                                .status())
                        .isEqualTo(401);
                assertThat(asked).containsExactly("GET /x - -", "GET /y - -");
            }
        }

        @Test
        void isHandedOnWhenTheBodyIsGone() {
            HttpHandler handler = request -> {
                assertThat(request.body().bytes()).hasSize(1);
                return HttpResponse.of(401);
            };
            try (Session session = session(handler)) {
                Response last = session.post(
                        "http://a/x", r -> r.auth(new Counting()).body(new ByteArrayInputStream(new byte[1])));
                assertThat(last.status()).isEqualTo(401);
                assertThat(asked).hasSize(1);
            }
        }

        @Test
        void mayBeStreamed() {
            try (Session session = session(request -> request.headers().contains("Authorization")
                            ? HttpResponse.text(200, "in")
                            : HttpResponse.text(401, "out"));
                    StreamedResponse streamed = session.stream("GET", "http://a/x", r -> r.auth(new Counting()))) {
                assertThat(streamed.head().status()).isEqualTo(200);
                assertThat(streamed.head().history().get(0).text()).isEqualTo("out");
            }
        }
    }

    @Nested
    class Hooks {
        private final HttpHandler twoHops = request -> request.target().equals("/x")
                ? HttpResponse.of(302).withHeader("Location", "/y")
                : HttpResponse.text(200, "end");

        @Test
        void seeEveryHopWithItsContent() {
            List<String> seen = new ArrayList<>();
            try (Session session = builder(twoHops)
                    .onResponse((response, options) -> {
                        seen.add(response.status() + response.text() + options.streamed());
                        return response;
                    })
                    .build()) {
                assertThat(session.get("http://a/x").text()).isEqualTo("end");
                assertThat(seen).containsExactly("302false", "200endfalse");
                seen.clear();
                try (StreamedResponse streamed = session.stream("GET", "http://a/x")) {
                    assertThat(streamed.head().ok()).isTrue();
                }
                assertThat(seen).containsExactly("302true", "200true");
            }
        }

        @Test
        void ofARequestTakeThePlaceOfTheSessions() {
            List<String> seen = new ArrayList<>();
            try (Session session = builder(twoHops)
                    .onResponse((response, options) -> {
                        seen.add("session");
                        return response;
                    })
                    .build()) {
                session.get(
                        "http://a/y",
                        r -> r.onResponse((response, options) -> {
                            seen.add("request");
                            return response;
                        }));
                assertThat(seen).containsExactly("request");
            }
        }

        @Test
        void mayHandOnAnotherAnswer() throws Exception {
            try (Session other = session(request -> HttpResponse.text(200, "other"));
                    Session session = session(twoHops)) {
                ResponseHook replacing = (response, options) -> other.get("http://b/");
                assertThat(session.get("http://a/y", r -> r.onResponse(replacing))
                                .text())
                        .isEqualTo("other");
                try (StreamedResponse streamed = session.stream("GET", "http://a/y", r -> r.onResponse(replacing))) {
                    assertThat(streamed.head().text()).isEqualTo("other");
                    assertThat(streamed.stream().readAllBytes()).hasSize(5);
                }
            }
        }

        @Test
        void beforeSendingMaySendAnother() {
            try (Session session = builder(twoHops)
                    .onRequest(request -> request.withHeader("Authorization", "by hook"))
                    .build()) {
                session.get("http://a/x");
                assertThat(asked).containsExactly("GET /x by hook -", "GET /y by hook -");
            }
        }
    }

    @Nested
    class ABaseUrl {
        @Test
        void isWhatUrlsWithoutASchemeAreBelow() {
            try (Session session = builder(request -> HttpResponse.of(200))
                    .baseUrl("http://a/v1")
                    .build()) {
                session.get("/pets");
                session.get("pets?x=1");
                session.get("pets/../cats");
                session.get("");
                session.get("http://b/else");
                assertThat(asked)
                        .containsExactly(
                                "GET /v1/pets - -",
                                "GET /v1/pets?x=1 - -",
                                "GET /v1/cats - -",
                                "GET /v1/ - -",
                                "GET /else - -");
                for (String escape : List.of("../admin", "/../admin", "x/%2e%2e/%2E./admin", "..")) {
                    assertThatThrownBy(() -> session.get(escape))
                            .as(escape)
                            .isInstanceOf(InvalidUrlException.class)
                            .hasMessageContaining("leads out of the base URL");
                }
            }
        }
    }
}
