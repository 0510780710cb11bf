package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.http.HttpResponse;
import io.pilotlight.core.time.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RetryingTest {
    private static final Retries AT_ONCE =
            Retries.builder().backoff(Duration.ZERO, Duration.ZERO).build();

    private final List<Integer> answered = new CopyOnWriteArrayList<>();

    /** Answers with these statuses, one after the other, and from then on with the last. */
    private HttpHandler statuses(int... statuses) {
        return request -> {
            int status = statuses[Math.min(answered.size(), statuses.length - 1)];
            answered.add(status);
            return HttpResponse.text(status, "no " + answered.size());
        };
    }

    private static Session.Builder on(HttpHandler handler) {
        return Session.builder().mount("http://", handler);
    }

    @Test
    void nothingIsTriedAgainUnlessToldTo() {
        try (Session session = on(statuses(503, 200)).build()) {
            Response response = session.get("http://a/");
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.attempts()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerThatSaysLaterIsAskedForAgain() {
        try (Session session = on(statuses(503, 429, 200)).retries(AT_ONCE).build()) {
            Response response = session.get("http://a/");
            assertThat(response.text()).isEqualTo("no 3");
            assertThat(response.attempts()).isEqualTo(3);
            assertThat(response.history()).isEmpty();
        }
    }

    @Test
    void aPostIsNotUnlessItHasAKey() {
        try (Session session = on(statuses(503, 200)).retries(AT_ONCE).build()) {
            assertThat(session.post("http://a/", r -> r.body("x")).status()).isEqualTo(503);
            answered.clear();
            assertThat(session.post("http://a/", r -> r.body("x").header("Idempotency-Key", "1"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anAnswerThatSaysLaterIsAnErrorIfThereAreNoTries() {
        try (Session session = on(statuses(503, 200)).build()) {
            RetriesExhaustedException exhausted = catchThrowableOfType(
                    RetriesExhaustedException.class, () -> session.get("http://a/", r -> r.retries(Retries.of(0))));
            assertThat(exhausted).hasMessageContaining("GET http://a/ was answered 503; allow more retries");
            answered.clear();
            assertThat(session.get("http://a/", r -> r.retries(Retries.none())).status())
                    .isEqualTo(503);
        }
    }

    @Test
    void theLastAnswerIsWithTheErrorOrReturned() {
        try (Session session = on(statuses(503)).retries(AT_ONCE).build()) {
            RetriesExhaustedException exhausted =
                    catchThrowableOfType(RetriesExhaustedException.class, () -> session.get("http://a/"));
            assertThat(exhausted.response().orElseThrow().text()).isEqualTo("no 4");
            assertThat(exhausted).hasMessageContaining("4 times");
            Retries returning = Retries.builder()
                    .backoff(Duration.ZERO, Duration.ZERO)
                    .failsWhenExhausted(false)
                    .build();
            assertThat(session.get("http://a/", r -> r.retries(returning)).status())
                    .isEqualTo(503);
        }
    }

    @Test
    void aStreamIsNotSentTwice() {
        HttpHandler handler = request -> {
            answered.add(request.body().bytes().length);
            return HttpResponse.of(503);
        };
        try (Session session = on(handler).retries(AT_ONCE).build()) {
            Response response = session.put("http://a/", r -> r.body(new ByteArrayInputStream(new byte[3])));
            assertThat(response.status()).isEqualTo(503);
            assertThat(answered).containsExactly(3);
        }
    }

    @Test
    void aFailureToConnectIsTriedAgainAlsoForAPost() {
        Transport failing = (request, options) -> {
            answered.add(0);
            throw new ConnectionException("refused", new ConnectException());
        };
        try (Session session =
                Session.builder().mount("x://", failing).retries(AT_ONCE).build()) {
            assertThatThrownBy(() -> session.post("x://y")).isInstanceOf(ConnectionException.class);
            assertThat(answered).hasSize(4);
        }
    }

    @Test
    void aBodyThatBreaksOffIsAskedForAgain() throws IOException {
        try (TapServer server = new TapServer((TapServer.Seen request, OutputStream out) -> {
                    answered.add(0);
                    String answer =
                            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + (answered.size() < 3 ? "ab" : "abcd");
                    out.write(answer.getBytes(StandardCharsets.US_ASCII));
                    return false;
                });
                Session session = Session.builder().retries(AT_ONCE).build()) {
            Response response = session.get(server.url("/"));
            assertThat(response.text()).isEqualTo("abcd");
            assertThat(response.attempts()).isEqualTo(3);
        }
    }

    @Test
    void whatWasTriedInVainIsClosed() {
        List<String> closed = new CopyOnWriteArrayList<>();
        HttpHandler handler = request -> {
            answered.add(0);
            InputStream once = new ByteArrayInputStream("x".getBytes(StandardCharsets.US_ASCII)) {
                @Override
                public void close() {
                    closed.add("closed");
                }
            };
            return new HttpResponse(
                    answered.size() < 3 ? 503 : 200, HttpHeaders.empty(), Body.streaming(once, OptionalLong.empty()));
        };
        try (Session session = on(handler).retries(AT_ONCE).build();
                StreamedResponse streamed = session.stream("GET", "http://a/")) {
            assertThat(streamed.head().status()).isEqualTo(200);
            assertThat(closed).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void waitsAreThoseOfTheSessionsTime() throws Exception {
        VirtualTime time = VirtualTime.create();
        Instant start = time.now();
        List<Duration> when = new CopyOnWriteArrayList<>();
        HttpHandler handler = request -> {
            when.add(Duration.between(start, time.now()));
            return switch (when.size()) {
                case 1, 2 -> HttpResponse.of(502);
                case 3 -> HttpResponse.of(503).withHeader("Retry-After", "90");
                default -> HttpResponse.of(200);
            };
        };
        Retries patient = Retries.builder()
                .backoff(Duration.ofSeconds(1), Duration.ofSeconds(30))
                .jitter(false)
                .build();
        try (Session session = on(handler).time(time).retries(patient).build()) {
            CompletableFuture<Response> future = new CompletableFuture<>();
            Thread caller = new Thread(() -> future.complete(session.get("http://a/")));
            caller.start();
            for (Queue<Duration> waits = new ArrayDeque<>(
                            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(90)));
                    !waits.isEmpty(); ) {
                while (time.pending() == 0) {
                    Thread.onSpinWait();
                }
                time.advance(waits.remove());
            }
            assertThat(future.get().attempts()).isEqualTo(4);
            assertThat(when)
                    .containsExactly(
                            Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(93));
        }
    }

    @Test
    void theBudgetEndsWhatOneServerWouldNotEndure() {
        try (Session session = on(statuses(503))
                .retries(Retries.builder()
                        .total(10)
                        .backoff(Duration.ZERO, Duration.ZERO)
                        .failsWhenExhausted(false)
                        .budget(0.1, 5)
                        .build())
                .build()) {
            for (int i = 0; i < 1000; i++) {
                session.get("http://a/");
            }
            assertThat(answered).hasSizeBetween(1000, 1100);
        }
    }

    @Test
    void aProblemIsATypedError() {
        HttpHandler handler = request -> new HttpResponse(
                409,
                HttpHeaders.of("Content-Type", "application/problem+json"),
                Body.of(
                        "{\"type\":\"https://p.example/stale\",\"title\":\"Too old\",\"detail\":\"secret\",\"version\":7}"));
        try (Session session = on(handler).build()) {
            ProblemException problem = catchThrowableOfType(
                    ProblemException.class, () -> session.get("http://a/x").raiseForStatus());
            assertThat(problem)
                    .hasMessage("409 Client Error: Conflict for url: http://a/x (Too old)")
                    .isInstanceOf(HttpStatusException.class);
            assertThat(problem.problem().orElseThrow().extensions()).containsEntry("version", 7);
            assertThat(problem.status()).isEqualTo(409);
        }
    }
}
