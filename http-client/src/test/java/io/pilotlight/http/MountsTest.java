package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountsTest {
    private static final HttpHandler ECHO = request -> HttpResponse.text(
            200,
            request.method() + " " + request.scheme() + " " + request.target() + " "
                    + request.headers().first("Host").orElse("-") + " "
                    + new String(request.body().bytes(), UTF_8)
                    + request.remote().isPresent());

    private static HttpHandler saying(String text) {
        return request -> HttpResponse.text(200, text);
    }

    @Test
    void aHandlerInThisProcessIsCalledWithoutASocket() {
        try (Session session = Session.builder().mount("http://svc/", ECHO).build()) {
            assertThat(session.post("http://svc/a%20b?c#d", r -> r.json(Map.of("x", 1)))
                            .text())
                    .isEqualTo("POST http /a%20b?c svc {\"x\":1}false");
            assertThat(session.get("http://svc/", r -> r.body("even so")).text())
                    .isEqualTo("GET http / svc even sofalse");
            assertThat(session.get("http://svc/").reason()).isEqualTo("OK");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:secret@svc/, svc",
        "http://a@b@svc/x, svc",
        "http://user@other/, all",
        "http://other/@svc/, all",
        "http://other/?@svc/, all",
        "http://svc@other/, all"
    })
    void theUserOfAUrlMakesNoDifference(String url, String who) {
        try (Session session = Session.builder()
                .mount("http://", saying("all"))
                .mount("http://svc/", saying("svc"))
                .build()) {
            assertThat(session.get(url).text()).isEqualTo(who);
        }
    }

    @Test
    void everyLayerIsAboveIt() {
        AtomicInteger closed = new AtomicInteger();
        HttpHandler handler = request -> {
            if (request.path().equals("/from")) {
                return HttpResponse.of(302).withHeader("Location", "/to");
            }
            InputStream once = new ByteArrayInputStream("no gzip".getBytes(UTF_8)) {
                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
            return new HttpResponse(
                    200,
                    HttpHeaders.of("Content-Encoding", request.query()),
                    Body.streaming(once, OptionalLong.empty()));
        };
        try (Session session = Session.builder().mount("http://svc/", handler).build()) {
            Response response = session.get("http://svc/from");
            assertThat(response.url()).isEqualTo("http://svc/to");
            assertThat(response.history()).hasSize(1);
            assertThat(response.text()).isEqualTo("no gzip");
            assertThatThrownBy(() -> session.get("http://svc/to?gzip")).isInstanceOf(ContentDecodingException.class);
            assertThat(session.head("http://svc/to").content()).isEmpty();
            assertThat(closed.get()).isGreaterThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://svc/x, host",
        "HTTP://SVC/x, host",
        "http://svc/deep/x, deep",
        "http://svc/Deep/x, deep",
        "http://svc.other/x, all",
        "http://other/x, all",
        "fn://anything, fn"
    })
    void theLongestPrefixTakesTheRequest(String url, String who) {
        try (Session session = Session.builder()
                .mount("http://", saying("all"))
                .mount("http://svc/", saying("host"))
                .mount("http://svc/deep/", saying("deep"))
                .mount("fn://", saying("fn"))
                .build()) {
            assertThat(session.get(url).text()).isEqualTo(who);
        }
    }

    @Test
    void ofTwoOnOnePrefixTheLaterWins() {
        try (Session session = Session.builder()
                .mount("http://svc/", saying("first"))
                .mount("http://svc/", saying("second"))
                .build()) {
            assertThat(session.get("http://svc/").text()).isEqualTo("second");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "svc", "http:", "http://svc", "http://svc:80", "http://user@svc/"})
    void aPrefixThatCouldEndInsideAHostIsRefused(String prefix) {
        assertThatThrownBy(() -> Session.builder().mount(prefix, ECHO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSchemeThatNobodyTakesIsRefused() {
        try (Session session = Session.create()) {
            assertThatThrownBy(() -> session.get("ftp://h/?secret"))
                    .isInstanceOf(InvalidSchemaException.class)
                    .hasMessageContaining("ftp://h/;")
                    .hasMessageNotContaining("secret");
            assertThatThrownBy(() -> session.get("localhost:8080/x")).isInstanceOf(InvalidSchemaException.class);
        }
    }

    @Test
    void whatAHandlerThrowsIsTheCause() {
        IOException broken = new IOException("broken");
        try (Session session = Session.builder()
                .mount("http://svc/", request -> {
                    throw broken;
                })
                .build()) {
            assertThatThrownBy(() -> session.get("http://svc/"))
                    .isInstanceOf(ConnectionException.class)
                    .hasCause(broken);
        }
    }

    @Test
    void anInterruptedHandlerLeavesTheInterruptSet() {
        try (Session session = Session.builder()
                .mount("http://svc/", request -> {
                    throw new InterruptedException();
                })
                .build()) {
            assertThatThrownBy(() -> session.get("http://svc/")).isInstanceOf(RequestInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void transportsAreClosedOnceWithTheSession() {
        AtomicInteger closed = new AtomicInteger();
        Transport transport = new Transport() {
            @Override
            public RawResponse send(PreparedRequest request, SendOptions options) {
                return new RawResponse(200, "Fine", "HTTP/1.1", HttpHeaders.empty(), Body.empty());
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        Session session = Session.builder()
                .mount("a://", transport)
                .mount("b://", transport)
                .build();
        assertThat(session.get("a://x").reason()).isEqualTo("Fine");
        session.close();
        assertThat(closed).hasValue(1);
    }
}
