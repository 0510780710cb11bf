package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotlight.core.http.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server may do to a client: a typed error each, or the answer that can be made of it; and nothing is left over. */
@Timeout(60)
class HostileServerTest {
    private static final Timeouts SOON = Timeouts.of(Duration.ofMillis(300)).withTotal(Duration.ofMillis(600));

    private final OkHttpTransport network = new OkHttpTransport(Pool.of(2), true);
    private final Session session =
            Session.builder().environment(Map.of()).mount("http://", network).build();
    private final CountDownLatch testOver = new CountDownLatch(1);

    @AfterEach
    void nothingIsLeft() {
        testOver.countDown();
        assertThat(network.permitsGiven()).isZero();
        assertThat(network.connections()).isEqualTo(network.idleConnections());
        session.close();
        assertThat(network.connections()).isZero();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    /** Says the same to each request and waits for the client to hang up. */
    private TapServer saying(String raw) throws IOException {
        return new TapServer((request, out) -> {
            write(out, raw);
            return true;
        });
    }

    private Throwable failure(TapServer server) {
        return catchThrowable(() -> session.get(server.url("/?secret"), r -> r.timeouts(SOON)));
    }

    @Nested
    class AHead {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "X: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "X: a\r\n",
                    "X-Some-Longer-Name: and some longer value, so that the last line is cut somewhere else\r\n"
                })
        void thatDoesNotEndIsTooLarge(String more) throws IOException {
            try (TapServer endless = new TapServer((request, out) -> {
                write(out, "HTTP/1.1 200 OK\r\n");
                while (testOver.getCount() > 0) {
                    write(out, more.repeat(50));
                }
                return false;
            })) {
                assertThatThrownBy(() -> session.get(endless.url("/?secret")))
                        .isInstanceOf(HeadersTooLargeException.class)
                        .hasMessageContaining(endless.url("/"))
                        .hasMessageNotContaining("secret");
            }
        }

        @Test
        void ofInterimAnswersOnlyIsTooLarge() throws IOException {
            try (TapServer endless = new TapServer((request, out) -> {
                while (testOver.getCount() > 0) {
                    write(out, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(50));
                }
                return false;
            })) {
                assertThatThrownBy(() -> session.get(endless.url("/"))).isInstanceOf(HeadersTooLargeException.class);
            }
        }

        @Test
        void ofMoreFieldsThanAllowedIsTooLarge() throws IOException {
            try (TapServer many = saying("HTTP/1.1 200 OK\r\n" + "X: a\r\n".repeat(257) + "\r\n")) {
                assertThat(failure(many))
                        .isInstanceOf(HeadersTooLargeException.class)
                        .hasMessageContaining("256 header fields");
            }
            try (TapServer just =
                    saying("HTTP/1.1 200 OK\r\n" + "X: a\r\n".repeat(255) + "Content-Length: 0\r\n\r\n")) {
                assertThat(session.get(just.url("/")).headers().size()).isEqualTo(256);
            }
        }

        @Test
        void longerThanAllowedIsTooLarge() throws IOException {
            try (TapServer wide = saying("HTTP/1.1 200 OK\r\nX: " + "a".repeat(65_537) + "\r\n\r\n")) {
                assertThat(failure(wide))
                        .isInstanceOf(HeadersTooLargeException.class)
                        .hasMessageContaining("65536 bytes");
                Limits wider = Limits.DEFAULT.withHeaders(2, 100_000);
                assertThat(session.get(wide.url("/"), r -> r.limits(wider).timeouts(SOON))
                                .headers()
                                .size())
                        .isEqualTo(1);
            } catch (ReadTimeoutException | DeadlineExceededException noEndOfTheBody) {
                // the head was taken; its body ends with the connection, which is kept open here
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "garbage\r\n\r\n",
                    "HTTP/1.1 OK\r\n\r\n",
                    "HTTP/9.9 200 OK\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                    "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello",
                    "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nX: a\rSet-Cookie: evil=1\r\nContent-Length: 0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nX: a\u0000b\r\nContent-Length: 0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nX Y: a\r\nContent-Length: 0\r\n\r\n"
                })
        void thatIsNoneIsRefused(String raw) throws IOException {
            try (TapServer server = saying(raw)) {
                assertThat(failure(server))
                        .isInstanceOf(InvalidResponseException.class)
                        .hasMessageNotContaining("evil")
                        .hasMessageNotContaining("secret");
                assertThat(session.cookies().all()).isEmpty();
            }
        }

        @Test
        void thatRepeatsOneLengthIsTaken() throws IOException {
            try (TapServer server = saying("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello")) {
                assertThat(session.get(server.url("/")).text()).isEqualTo("hello");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 100 Continue\r\n\r\n",
                    "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n",
                    "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nX: a\r\n\r\n"
                })
        void ofInterimAnswersIsPassedOver(String interim) throws IOException {
            try (TapServer server = saying(interim + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")) {
                Response response = session.get(server.url("/"));
                assertThat(response.text()).isEqualTo("hi");
                assertThat(response.headers().size()).isEqualTo(1);
            }
        }
    }

    @Nested
    class ABody {
        @ParameterizedTest
        @CsvSource({
            "'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc'",
            "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\nabc'",
            "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab'",
            "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n-1\r\n'"
        })
        void thatIsCutOrNotWhatItSaysIsNotTakenForWhole(String raw) throws IOException {
            try (TapServer server = new TapServer((request, out) -> {
                write(out, raw);
                return false;
            })) {
                assertThat(failure(server)).isInstanceOf(IncompleteBodyException.class);
            }
        }

        @Test
        void thatDripsEndsWithItsTime() throws IOException {
            try (TapServer dripping = new TapServer((request, out) -> {
                write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                while (testOver.getCount() > 0) {
                    write(out, "1\r\nx\r\n");
                }
                return false;
            })) {
                assertThat(failure(dripping)).isInstanceOf(DeadlineExceededException.class);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "204 No Content\r\nContent-Length: 5",
                    "205 Reset Content\r\nContent-Length: 5",
                    "304 Not Modified\r\nContent-Length: 5000",
                    "304 Not Modified\r\nTransfer-Encoding: chunked",
                    "101 Switching Protocols\r\nUpgrade: h2c"
                })
        void thatNeverComesIsNotWaitedFor(String head) throws IOException {
            try (TapServer server = saying("HTTP/1.1 " + head + "\r\n\r\n")) {
                for (int i = 0; i < 3; i++) {
                    Response response = session.get(server.url("/"));
                    assertThat(response.status()).isEqualTo(Integer.parseInt(head.substring(0, 3)));
                    assertThat(response.headers().size()).isEqualTo(1);
                    assertThat(response.content()).isEmpty();
                }
            }
        }

        @Test
        void thatNobodyReadsGivesItsPlaceBackWhenItIsClosed() throws IOException {
            try (TapServer server = saying("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nabc")) {
                for (int i = 0; i < 5; i++) {
                    try (StreamedResponse streamed = session.stream("GET", server.url("/"))) {
                        assertThat(streamed.head().status()).isEqualTo(200);
                        assertThat(network.permitsGiven()).isEqualTo(1);
                    }
                    assertThat(network.permitsGiven()).isZero();
                }
            }
        }
    }

    @Nested
    class AKeptConnection {
        private final AtomicInteger requests = new AtomicInteger();

        private TapServer closingInPlaceOfTheSecondAnswer() throws IOException {
            return new TapServer((request, out) -> {
                if (requests.incrementAndGet() == 2) {
                    return false;
                }
                write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
                return true;
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS"})
        void thatBreaksIsTriedOnceMoreIfThatDoesNoHarm(String method) throws IOException {
            try (TapServer server = closingInPlaceOfTheSecondAnswer()) {
                session.get(server.url("/"));
                assertThat(session.request(method, server.url("/"), r -> {}).text())
                        .isEqualTo("hi");
                assertThat(server.seen()).hasSize(3);
                assertThat(server.connections()).isEqualTo(2);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"POST", "PATCH"})
        void thatBreaksIsAnErrorIfItMightDoHarm(String method) throws IOException {
            try (TapServer server = closingInPlaceOfTheSecondAnswer()) {
                session.get(server.url("/"));
                assertThatThrownBy(() -> session.request(method, server.url("/"), r -> r.body("x")))
                        .isExactlyInstanceOf(ConnectionException.class);
                assertThat(server.seen()).hasSize(2);
            }
        }

        @Test
        void thatBreaksIsAnErrorIfItsBodyIsGone() throws IOException {
            try (TapServer server = closingInPlaceOfTheSecondAnswer()) {
                session.get(server.url("/"));
                Body once = Body.streaming(Body.of("x").stream(), OptionalLong.of(1));
                assertThatThrownBy(() -> session.request("PUT", server.url("/"), r -> r.body(once)))
                        .isExactlyInstanceOf(ConnectionException.class);
                assertThat(server.seen()).hasSize(2);
            }
        }
    }

    @Nested
    class ARequestBody {
        @Test
        void thatNobodyTakesEndsWithItsTime() throws IOException {
            try (ServerSocket deaf = new ServerSocket(0, 5)) {
                Timeouts soon = Timeouts.DEFAULT.withWrite(Duration.ofMillis(200));
                byte[] long64 = new byte[64 << 20];
                assertThatThrownBy(
                                () -> session.post("http://127.0.0.1:" + deaf.getLocalPort() + "/", r -> r.body(long64)
                                        .timeouts(soon)))
                        .isInstanceOf(WriteTimeoutException.class);
            }
        }

        @Test
        void whoseSourceFailsIsNotBlamedOnTheServer() throws IOException {
            InputStream broken = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("disk full of holes");
                }
            };
            try (TapServer server = TapServer.ok("hi")) {
                assertThatThrownBy(() ->
                                session.post(server.url("/"), r -> r.body(Body.streaming(broken, OptionalLong.of(9)))))
                        .isInstanceOf(InvalidBodyException.class)
                        .hasRootCauseMessage("disk full of holes");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407, 408, 421, 503})
    void anAnswerThatOkHttpWouldActOnIsHandedOver(int status) throws IOException {
        try (TapServer server = saying("HTTP/1.1 " + status
                + " Odd\r\nRetry-After: 0\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 2\r\n\r\nhi")) {
            Response response = session.post(server.url("/"), r -> r.body("x"));
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.reason()).isEqualTo("Odd");
            assertThat(response.text()).isEqualTo("hi");
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void noContentEncodingIsUndoneThatNobodyAskedFor() throws IOException {
        try (TapServer server = saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Encoding: x-own\r\n\r\nhi")) {
            Response response = session.get(server.url("/"), r -> r.withoutHeader("Accept-Encoding"));
            assertThat(server.last().field("Accept-Encoding")).isEqualTo("-");
            assertThat(response.headers().first("Content-Length")).contains("2");
        }
    }
}
