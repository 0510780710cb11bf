package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Http1TransportTest {
    private final Transport http1 = Transport.http1();
    private final Session session = Session.builder()
            .mount("http://", http1)
            .mount("https://", http1)
            .environment(Map.of())
            .build();

    @AfterEach
    void close() {
        session.close();
    }

    private static TapServer raw(String answer) throws IOException {
        return new TapServer((request, out) -> {
            write(out, answer);
            return false;
        });
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    @Nested
    class WhatIsSent {
        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD", "POST", "PURGE"})
        void mayHaveABodyWithAnyMethod(String method) throws IOException {
            try (TapServer server = TapServer.saying("HTTP/1.1 200 OK", "Content-Length: 0", "", "")) {
                session.request(method, server.url("/"), r -> r.json(Map.of("a", 1)));
                assertThat(server.last().line()).isEqualTo(method + " / HTTP/1.1");
                assertThat(server.last().text()).isEqualTo("{\"a\":1}");
                assertThat(server.last().field("Content-Length")).isEqualTo("7");
                assertThat(server.last().field("Content-Type")).isEqualTo("application/json");
            }
        }

        @Test
        void hasItsHeadersInLatin1InTheirOrderBehindTheHost() throws IOException {
            try (TapServer server = TapServer.ok("ok")) {
                session.get(server.url("/"), r -> r.header("X-Name", "é").header("x-last", ""));
                assertThat(server.last().fields())
                        .containsExactly(
                                "Host: 127.0.0.1:" + server.port(),
                                "User-Agent: pilotlight-http",
                                "Accept-Encoding: " + server.last().field("Accept-Encoding"),
                                "Accept: */*",
                                "Connection: keep-alive",
                                "X-Name: é",
                                "x-last: ");
            }
        }

        @Test
        void hasTheTargetAsItWasPrepared() throws IOException {
            try (TapServer server = TapServer.ok("ok")) {
                session.get(server.url("/a'b//c?d='e'&f|g"));
                assertThat(server.last().target()).startsWith("/a'b//c?d='e'&f");
                session.send(new PreparedRequest(
                        "GET", server.url("/%2e%2e/{x}|y?q='%zz#frag"), HttpHeaders.empty(), Body.empty()));
                assertThat(server.last().target()).isEqualTo("/%2e%2e/{x}|y?q='%zz");
            }
        }

        @Test
        void isRefusedIfNoHeaderAndNoTargetCanCarryIt() throws IOException {
            try (TapServer server = TapServer.ok("ok")) {
                HttpHeaders beyond = HttpHeaders.of("X-A", "☃");
                assertThatThrownBy(
                                () -> session.send(new PreparedRequest("GET", server.url("/"), beyond, Body.empty())))
                        .isInstanceOf(InvalidHeaderException.class);
                assertThatThrownBy(() -> session.send(
                                new PreparedRequest("GET", server.url("/a b"), HttpHeaders.empty(), Body.empty())))
                        .isInstanceOf(InvalidUrlException.class);
                assertThat(server.connections()).isZero();
            }
        }

        @Test
        void isNamedWholeToAnHttpProxyWithWhoOneIs() throws IOException {
            try (TapServer proxy = TapServer.ok("ok")) {
                Proxy known = Proxy.of("http://me:p%40ss@127.0.0.1:" + proxy.port());
                session.get("http://u:v@elsewhere.test:80/a?b='c'#d", r -> r.proxy(known));
                assertThat(proxy.last().line()).isEqualTo("GET http://elsewhere.test:80/a?b='c' HTTP/1.1");
                assertThat(proxy.last().field("Host")).isEqualTo("elsewhere.test:80");
                assertThat(proxy.last().field("Proxy-Authorization")).isEqualTo("Basic bWU6cEBzcw==");
                session.get("http://another.test/", r -> r.proxy(known));
                assertThat(proxy.connections()).isEqualTo(1);
            }
        }
    }

    @Nested
    class WhatComesBack {
        @Test
        void isReadAsItStands() throws IOException {
            try (TapServer server =
                    raw("HTTP/1.1 404 l\u00f6ydy\r\nX-A: \u00e9\r\nX-A: \u00c3\u00a9\r\nX-F: 1\r\n 2\r\n"
                            + "Content-Length: 2\r\n\r\nok")) {
                Response response = session.get(server.url("/"));
                assertThat(response.reason()).isEqualTo("löydy");
                assertThat(response.headers().all("X-A")).containsExactly("é", "é");
                assertThat(response.headers().first("X-F")).hasValue("1 2");
                assertThat(response.text()).isEqualTo("ok");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
                    "HTTP/1.0 200 OK\r\n\r\n"
                })
        void mayHaveNoBody(String answer) throws IOException {
            try (TapServer server = raw(answer)) {
                assertThat(session.get(server.url("/")).content()).isEmpty();
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "''                                                            | ConnectionException",
                    "HTTP/1.1 200 OK~A: 1                                          | ConnectionException",
                    "SSH-2.0-OpenSSH~                                              | InvalidResponseException",
                    "HTTP/1.1 200 OK~Content-Length: 3~Content-Length: 4~~abcd     | InvalidResponseException",
                    "HTTP/1.1 200 OK~A: 1^~~                                       | InvalidResponseException",
                    "HTTP/1.1 200 OK~Content-Length: 50~~only this                 | IncompleteBodyException",
                    "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~notahex~abc~      | IncompleteBodyException",
                    "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~abc             | IncompleteBodyException"
                })
        void isATypedFailureIfItIsNoAnswer(String answer, String type) throws IOException {
            try (TapServer server = raw(answer.replace("~", "\r\n").replace("^", "\0"))) {
                assertThatThrownBy(() -> session.get(server.url("/?secret")))
                        .isInstanceOf(RequestException.class)
                        .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(type))
                        .hasMessageNotContaining("secret")
                        .hasMessageContaining(server.url("/"));
            }
        }

        @Test
        void isRefusedBeyondTheLimits() throws IOException {
            try (TapServer server = raw("HTTP/1.1 200 OK\r\n" + "A: 1\r\n".repeat(20) + "\r\n")) {
                assertThatThrownBy(
                                () -> session.get(server.url("/"), r -> r.limits(Limits.DEFAULT.withHeaders(19, 1000))))
                        .isInstanceOf(HeadersTooLargeException.class);
                assertThatThrownBy(
                                () -> session.get(server.url("/"), r -> r.limits(Limits.DEFAULT.withHeaders(20, 99))))
                        .isInstanceOf(HeadersTooLargeException.class);
                assertThat(session.get(server.url("/"), r -> r.limits(Limits.DEFAULT.withHeaders(20, 1000)))
                                .status())
                        .isEqualTo(200);
            }
        }

        @Test
        void isAwaitedAsLongAsTheTimeoutsSay() throws IOException {
            Duration brief = Duration.ofMillis(40);
            try (TapServer silent = new TapServer((request, out) -> {
                write(out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc");
                return true;
            })) {
                assertThatThrownBy(() -> session.get(silent.url("/"), r -> r.timeout(brief)))
                        .isInstanceOf(ReadTimeoutException.class);
                assertThatThrownBy(
                                () -> session.get(silent.url("/"), r -> r.timeouts(Timeouts.DEFAULT.withTotal(brief))))
                        .isInstanceOf(DeadlineExceededException.class);
            }
        }
    }
}
