package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SessionTest {
    private TapServer server;
    private final Session session = Session.create();

    @BeforeEach
    void start() throws IOException {
        server = TapServer.ok("hello");
    }

    @AfterEach
    void stop() throws IOException {
        session.close();
        server.close();
    }

    private TapServer.Seen sent(String method, Consumer<Request.Builder> options) {
        session.request(method, server.url("/x"), options);
        return server.last();
    }

    @Nested
    class OnTheWire {
        @Test
        void aGetHasTheDefaultFieldsAndNothingElse() {
            Response response = session.get(server.url("/a?b=c#d"));
            assertThat(server.last().line()).isEqualTo("GET /a?b=c HTTP/1.1");
            assertThat(server.last().fields())
                    .containsExactly(
                            "Host: 127.0.0.1:" + server.port(),
                            "User-Agent: pilotlight-http",
                            "Accept-Encoding: gzip, deflate, br, zstd",
                            "Accept: */*",
                            "Connection: keep-alive");
            assertThat(response.url()).endsWith("/a?b=c#d");
            assertThat(response.text()).isEqualTo("hello");
            assertThat(response.reason()).isEqualTo("OK");
            assertThat(response.history()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"})
        void aMethodThatCouldHaveABodySaysThatItHasNone(String method) {
            TapServer.Seen seen = sent(method, r -> {});
            assertThat(seen.line()).startsWith(method + " /x ");
            assertThat(seen.field("Content-Length")).isEqualTo("0");
            assertThat(seen.field("Content-Type")).isEqualTo("-");
        }

        @ParameterizedTest
        @CsvSource({"get, GET", "post, POST", "brew, BREW"})
        void methodsAreInUpperCase(String method, String line) {
            assertThat(sent(method, r -> {}).line()).startsWith(line + " ");
        }

        @Test
        void everyVerbHasItsMethod() throws IOException {
            try (TapServer empty = TapServer.saying("HTTP/1.1 204 No Content", "", "")) {
                String url = empty.url("/");
                session.get(url);
                session.post(url);
                session.put(url);
                session.patch(url);
                session.delete(url);
                session.head(url);
                session.options(url);
                assertThat(empty.seen())
                        .extracting(seen -> seen.line().split(" ")[0])
                        .containsExactly("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
            }
        }

        @Test
        void aFieldOfTheRequestTakesThePlaceOfTheSessions() {
            TapServer.Seen seen = sent(
                    "GET", r -> r.header("accept", "a/b").header("X-A", "1").withoutHeader("User-Agent"));
            assertThat(seen.fields().subList(1, seen.fields().size()))
                    .containsExactly(
                            "Accept-Encoding: gzip, deflate, br, zstd",
                            "accept: a/b",
                            "Connection: keep-alive",
                            "X-A: 1");
        }

        @Test
        void anAcceptEncodingThatIsTakenOutIsNotPutBackIn() {
            assertThat(sent("GET", r -> r.withoutHeader("Accept-Encoding")).field("Accept-Encoding"))
                    .isEqualTo("-");
        }

        @Test
        void aHostByHandIsSentOnceAndFirst() {
            TapServer.Seen seen = sent("GET", r -> r.header("Host", "other"));
            assertThat(seen.fields())
                    .filteredOn(field -> field.startsWith("Host"))
                    .containsExactly("Host: other");
        }

        @Test
        void parametersAreAddedToThoseOfTheSession() {
            try (Session with = Session.builder().param("a", 1).param("b", 2).build()) {
                with.get(server.url("/?x=y"), r -> r.param("b", null).param("c", List.of("3", "4 5")));
                assertThat(server.last().target()).isEqualTo("/?x=y&a=1&c=3&c=4+5");
            }
        }

        @Test
        void aRawQueryIsOnlyQuoted() {
            assertThat(sent("GET", r -> r.rawQuery("a b=c+d&e")).target()).isEqualTo("/x?a%20b=c+d&e");
        }
    }

    @Nested
    class ABody {
        @Test
        void ofJsonHasExactlyItsType() {
            TapServer.Seen seen = sent("POST", r -> r.json(Map.of("a", 1)));
            assertThat(seen.text()).isEqualTo("{\"a\":1}");
            assertThat(seen.field("Content-Type")).isEqualTo("application/json");
            assertThat(seen.field("Content-Length")).isEqualTo("7");
        }

        @Test
        void isFramedByTheClientOnly() {
            TapServer.Seen none = sent("GET", r -> r.header("Transfer-Encoding", "chunked"));
            assertThat(none.field("Transfer-Encoding")).isEqualTo("-");
            TapServer.Seen text =
                    sent("POST", r -> r.header("Transfer-Encoding", "chunked").body("abc"));
            assertThat(text.field("Transfer-Encoding")).isEqualTo("-");
            assertThat(text.field("Content-Length")).isEqualTo("3");
        }

        @Test
        void ofJsonNullIsSent() {
            assertThat(sent("POST", r -> r.json(null)).text()).isEqualTo("null");
        }

        @Test
        void ofAFormIsEncoded() {
            TapServer.Seen seen = sent("POST", r -> r.form("a", "1 2").form(Map.of("b", List.of(3, 4))));
            assertThat(seen.text()).isEqualTo("a=1+2&b=3&b=4");
            assertThat(seen.field("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        }

        @Test
        void ofTextIsUtf8WithoutAType() {
            TapServer.Seen seen = sent("PUT", r -> r.body("\u2603"));
            assertThat(seen.text()).isEqualTo("\u2603");
            assertThat(seen.field("Content-Length")).isEqualTo("3");
            assertThat(seen.field("Content-Type")).isEqualTo("-");
        }

        @Test
        void keepsATypeSetByHand() {
            assertThat(sent("POST", r -> r.json(1).header("content-type", "a/b"))
                            .field("Content-Type"))
                    .isEqualTo("a/b");
        }

        @Test
        void ofUnknownLengthGoesInChunks() {
            TapServer.Seen seen = sent("POST", r -> r.body(new ByteArrayInputStream("abc".getBytes(UTF_8))));
            assertThat(seen.text()).isEqualTo("abc");
            assertThat(seen.field("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(seen.field("Content-Length")).isEqualTo("-");
        }

        @Test
        void ofKnownLengthDoesNot() {
            TapServer.Seen seen = sent(
                    "POST",
                    r -> r.body(Body.streaming(new ByteArrayInputStream("abc".getBytes(UTF_8)), OptionalLong.of(3))));
            assertThat(seen.text()).isEqualTo("abc");
            assertThat(seen.field("Content-Length")).isEqualTo("3");
        }

        @Test
        void isSetOnce() {
            assertThatThrownBy(() -> sent("POST", r -> r.json(1).form("a", 1)))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> sent("POST", r -> r.form("a", 1).body("x")))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Test
        void thatIsNoJsonIsRefused() {
            assertThatThrownBy(() -> sent("POST", r -> r.json(Map.of("a", Double.NaN))))
                    .isInstanceOf(InvalidBodyException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD"})
        void isSentWithAnyMethodAlsoOneThatOkHttpTakesNoneWith(String method) {
            assertThat(sent(method, r -> r.json(1)).text()).isEqualTo("1");
        }
    }

    @Nested
    class AHeaderThatMustNotBeSent {
        @ParameterizedTest
        @CsvSource({"'', v", "'a b', v", "a:, v", "'a\r\nb', v", "a, ' v'", "a, 'v\r\nx: y'", "a, \u2603"})
        void isRefusedBeforeAnythingIs(String name, String value) {
            assertThatThrownBy(() -> sent("GET", r -> r.header(name, value)))
                    .isInstanceOf(InvalidHeaderException.class);
            assertThat(server.connections()).isZero();
        }

        @Test
        void isRefusedWithoutItsValue() {
            assertThatThrownBy(() -> sent("GET", r -> r.header("Authorization", "secret\n")))
                    .isInstanceOf(InvalidHeaderException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Nested
    class Signing {
        @Test
        void aRequestWinsOverTheSessionAndThatOverTheUrl() {
            String withUser = server.url("/").replace("//", "//us%40er:pa%3Ass@");
            session.get(withUser);
            assertThat(server.last().field("Authorization")).isEqualTo("Basic dXNAZXI6cGE6c3M=");
            try (Session signed = Session.builder().auth(Auth.bearer("t")).build()) {
                signed.get(withUser);
                assertThat(server.last().field("Authorization")).isEqualTo("Bearer t");
                signed.get(withUser, r -> r.basicAuth("\u00fc", "p").header("Authorization", "by hand"));
                assertThat(server.last().field("Authorization")).isEqualTo("Basic w7w6cA==");
                signed.get(withUser, r -> r.auth(Auth.none()));
                assertThat(server.last().field("Authorization")).isEqualTo("-");
            }
        }

        @Test
        void mayChangeTheBodyWhoseLengthIsThenCountedAgain() {
            session.post(server.url("/"), r -> r.body("abc")
                    .auth(prepared -> new PreparedRequest(
                            prepared.method(), prepared.url(), prepared.headers(), Body.of("longer"))));
            assertThat(server.last().text()).isEqualTo("longer");
            assertThat(server.last().field("Content-Length")).isEqualTo("6");
        }

        @Test
        void showsNoSecret() {
            assertThat(Auth.basic("u", "secret")).hasToString("Basic ***");
            assertThat(session.prepare(
                            Request.builder("GET", "http://u:secret@h/?secret").build()))
                    .hasToString("GET http://***@h/");
        }
    }

    @Test
    void keepsOneConnectionForManyRequests() {
        for (int i = 0; i < 5; i++) {
            session.get(server.url("/" + i));
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void servesManyThreadsWithoutMixingThemUp() throws Exception {
        try (TapServer echo = new TapServer((request, out) -> {
            String text = request.target();
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text).getBytes(UTF_8));
            return true;
        })) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Future<String>> answers = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    String path = "/" + i;
                    answers.add(threads.submit(() -> session.get(echo.url(path)).text()));
                }
                for (int i = 0; i < 200; i++) {
                    assertThat(answers.get(i).get()).isEqualTo("/" + i);
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void showsWhatItWouldSend() {
        PreparedRequest prepared = session.prepare(
                Request.builder("post", "http://h/ ").json(List.of(1)).build());
        assertThat(prepared.method()).isEqualTo("POST");
        assertThat(prepared.url()).isEqualTo("http://h/%20");
        assertThat(prepared.headers().toString()).contains("Content-Length: 3, Content-Type: application/json");
        assertThat(prepared.headers()).isNotEqualTo(HttpHeaders.empty());
    }

    @Test
    void refusesRequestsOnceClosedAndClosesTwice() {
        session.close();
        session.close();
        assertThatThrownBy(() -> session.get(server.url("/"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theOneLinersShareASessionWhoseThreadsAreDaemons() {
        assertThat(Requests.get(server.url("/"), r -> r.param("q", "x")).status())
                .isEqualTo(200);
        assertThat(server.last().target()).isEqualTo("/?q=x");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().toLowerCase(Locale.ROOT).contains("ok"))
                .allMatch(Thread::isDaemon);
    }
}
