package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NetworkTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Session session =
            Session.builder().limits(Limits.DEFAULT.withBody(1 << 20)).build();
    private final CountDownLatch testOver = new CountDownLatch(1);

    @AfterEach
    void stop() {
        testOver.countDown();
        session.close();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    @Nested
    class TimeRunsOut {
        @Test
        void whenNothingIsAnswered() throws IOException {
            try (TapServer silent = new TapServer((request, out) -> {
                testOver.await();
                return false;
            })) {
                ReadTimeoutException e = catchThrowableOfType(
                        ReadTimeoutException.class, () -> session.get(silent.url("/?secret"), r -> r.timeout(SHORT)));
                assertThat(e).hasMessageContaining(silent.url("/")).hasMessageNotContaining("secret");
                assertThat(e.timedOut()).isTrue();
                assertThat(e.request()).isPresent();
                assertThat(e.response()).isEmpty();
                assertThat(silent.seen()).hasSize(1);
            }
        }

        @Test
        void inTheMiddleOfTheBody() throws IOException {
            try (TapServer stalling = new TapServer((request, out) -> {
                write(out, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nX-A: b\r\n\r\nabc");
                testOver.await();
                return false;
            })) {
                ReadTimeoutException e = catchThrowableOfType(
                        ReadTimeoutException.class, () -> session.get(stalling.url("/"), r -> r.timeout(SHORT)));
                assertThat(e.response().orElseThrow().headers().first("X-A")).contains("b");
            }
        }

        @Test
        void forTheWholeThoughEachByteCameInTime() throws IOException {
            try (TapServer dripping = new TapServer((request, out) -> {
                write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                while (testOver.getCount() > 0) {
                    write(out, "drip");
                }
                return false;
            })) {
                try (Session wide = Session.builder()
                                .limits(Limits.DEFAULT.withBody(1_000_000_000))
                                .build();
                        StreamedResponse endless = wide.stream(
                                "GET", dripping.url("/"), r -> r.timeouts(Timeouts.DEFAULT.withTotal(SHORT)))) {
                    assertThatThrownBy(() -> endless.stream().transferTo(OutputStream.nullOutputStream()))
                            .isInstanceOf(DeadlineExceededException.class);
                }
            }
        }

        @Test
        void forTheWholeWhileTheServerThinks() throws IOException {
            try (TapServer silent = new TapServer((request, out) -> {
                testOver.await();
                return false;
            })) {
                DeadlineExceededException e = catchThrowableOfType(
                        DeadlineExceededException.class,
                        () -> session.get(silent.url("/"), r -> r.timeouts(Timeouts.DEFAULT.withTotal(SHORT))));
                assertThat(e.timedOut()).isTrue();
            }
        }

        @Test
        void overARedirectThatLeadsInACircle() throws IOException {
            try (TapServer circle = TapServer.saying("HTTP/1.1 302 Found", "Location: /", "Content-Length: 0", "", "");
                    Session endless = Session.builder()
                            .redirects(RedirectPolicy.DEFAULT.withMax(Integer.MAX_VALUE))
                            .timeouts(Timeouts.DEFAULT.withTotal(SHORT))
                            .build()) {
                assertThatThrownBy(() -> endless.get(circle.url("/"))).isInstanceOf(DeadlineExceededException.class);
            }
        }

        @Test
        void beforeThereIsAConnection() throws IOException {
            try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                List<Socket> fillers = new ArrayList<>();
                try {
                    assumeTrue(fillBacklog(full, fillers), "this kernel accepts without end on behalf of a server");
                    ConnectTimeoutException e = catchThrowableOfType(
                            ConnectTimeoutException.class,
                            () -> session.get("http://127.0.0.1:" + full.getLocalPort(), r -> r.timeout(SHORT)));
                    assertThat(e).isNotNull();
                    assertThat(e.timedOut()).isTrue();
                } finally {
                    for (Socket filler : fillers) {
                        filler.close();
                    }
                }
            }
        }

        /** Connects until the kernel takes no more connections on behalf of a server that accepts none. */
        private static boolean fillBacklog(ServerSocket server, List<Socket> fillers) throws IOException {
            for (int i = 0; i < 64; i++) {
                Socket socket = new Socket();
                fillers.add(socket);
                try {
                    socket.connect(server.getLocalSocketAddress(), 200);
                } catch (IOException full) {
                    return true;
                }
            }
            return false;
        }
    }

    @Nested
    class AConnection {
        @Test
        void thatIsRefusedNamesTheUrl() throws IOException {
            int port;
            try (ServerSocket free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            Throwable e = catchThrowable(() -> session.get("http://u:secret@127.0.0.1:" + port + "/x?secret"));
            assertThat(e)
                    .isExactlyInstanceOf(ConnectionException.class)
                    .hasMessageContaining("http://***@127.0.0.1:" + port + "/x")
                    .hasMessageNotContaining("secret");
            assertThat(((RequestException) e).request()).isPresent();
        }

        @Test
        void toANameThatIsNoneSaysSo() {
            assertThatThrownBy(() -> session.get("http://no-such-host.invalid/"))
                    .isExactlyInstanceOf(ConnectionException.class)
                    .hasMessageContaining("No such host: no-such-host.invalid");
        }

        @Test
        void thatTheServerClosedMeanwhileIsReplacedWithoutAWord() throws IOException {
            AtomicInteger answered = new AtomicInteger();
            try (TapServer forgetful = new TapServer((request, out) -> {
                write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + answered.incrementAndGet());
                return false;
            })) {
                for (int i = 1; i <= 9; i++) {
                    assertThat(session.get(forgetful.url("/")).text()).isEqualTo("" + i);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "POST"})
        void thatIsNewAndBreaksIsNotTriedTwice(String method) throws IOException {
            try (TapServer hangingUp = new TapServer((request, out) -> false)) {
                assertThatThrownBy(() -> session.request(method, hangingUp.url("/"), r -> {}))
                        .isExactlyInstanceOf(ConnectionException.class)
                        .hasMessageContaining("broke before");
                assertThat(hangingUp.seen()).hasSize(1);
            }
        }

        @Test
        void withoutTlsAtTheOtherEndIsATlsFailure() throws IOException {
            try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
                Thread answering = new Thread(() -> {
                    try (Socket socket = plain.accept()) {
                        write(socket.getOutputStream(), "HTTP/1.1 400 No TLS here\r\n\r\n");
                        socket.getInputStream().readAllBytes();
                    } catch (IOException over) {
                        // the client hung up, as it should
                    }
                });
                answering.setDaemon(true);
                answering.start();
                assertThatThrownBy(() -> session.get("https://127.0.0.1:" + plain.getLocalPort() + "/"))
                        .isInstanceOf(TlsException.class);
            }
        }

        @Test
        void doesNotOutliveAnInterrupt() throws Exception {
            CountDownLatch asked = new CountDownLatch(1);
            try (TapServer silent = new TapServer((request, out) -> {
                asked.countDown();
                testOver.await();
                return false;
            })) {
                AtomicReference<Throwable> thrown = new AtomicReference<>();
                AtomicBoolean stillSet = new AtomicBoolean();
                Thread caller = new Thread(() -> {
                    Thread.currentThread().interrupt();
                    thrown.set(catchThrowable(() -> session.get(silent.url("/"))));
                    stillSet.set(Thread.currentThread().isInterrupted());
                });
                caller.start();
                caller.join();
                assertThat(thrown.get()).isInstanceOf(RequestInterruptedException.class);
                assertThat(stillSet).isTrue();
            }
        }
    }

    @Nested
    class AnAnswer {
        @ParameterizedTest
        @CsvSource({
            "'Content-Length: 9\r\n\r\nabc', shorter than it says",
            "'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n', without its last chunk",
            "'Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n', with a chunk of no size"
        })
        void thatBreaksOffIsNotTakenForWhole(String rest, String why) throws IOException {
            try (TapServer cutting = new TapServer((request, out) -> {
                write(out, "HTTP/1.1 200 OK\r\n" + rest);
                return false;
            })) {
                IncompleteBodyException e =
                        catchThrowableOfType(IncompleteBodyException.class, () -> session.get(cutting.url("/")));
                assertThat(e).as(why).isNotNull();
                assertThat(e.response().orElseThrow().status()).isEqualTo(200);
            }
        }

        @Test
        void thatIsNoGzipIsNotTakenForSome() throws IOException {
            try (TapServer lying =
                    TapServer.saying("HTTP/1.1 200 OK", "Content-Encoding: gzip", "Content-Length: 7", "", "no gzip")) {
                ContentDecodingException e =
                        catchThrowableOfType(ContentDecodingException.class, () -> session.get(lying.url("/")));
                assertThat(e.response().orElseThrow().headers().first("content-encoding"))
                        .contains("gzip");
            }
        }

        @Test
        void inGzipIsDecodedAndKeepsItsHeaders() throws IOException {
            byte[] zeros = gzip(new byte[1000]);
            try (TapServer zipping = gzipping(zeros)) {
                Response response = session.get(zipping.url("/"));
                assertThat(response.content()).isEqualTo(new byte[1000]);
                assertThat(response.headers().first("Content-Encoding")).contains("gzip");
                assertThat(response.headers().first("Content-Length")).contains("" + zeros.length);
                assertThat(session.head(zipping.url("/")).content()).isEmpty();
            }
        }

        @Test
        void thatUnfoldsBeyondTheLimitIsStopped() throws IOException {
            try (TapServer bomb = gzipping(gzip(new byte[8 << 20]))) {
                assertThatThrownBy(() -> session.get(bomb.url("/")))
                        .isInstanceOf(ResponseTooLargeException.class)
                        .hasMessageContaining("1048576");
                try (StreamedResponse streamed = session.stream("GET", bomb.url("/"))) {
                    assertThat(streamed.stream().transferTo(OutputStream.nullOutputStream()))
                            .isEqualTo(8 << 20);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "408 Request Timeout",
                    "503 Service Unavailable",
                    "401 Unauthorized",
                    "421 Misdirected Request"
                })
        void isHandedOverAsItIsAndNothingIsAskedAgain(String status) throws IOException {
            try (TapServer server = TapServer.saying(
                    "HTTP/1.1 " + status,
                    "Retry-After: 0",
                    "WWW-Authenticate: Basic realm=x",
                    "Content-Length: 0",
                    "",
                    "")) {
                Response response = session.post(server.url("/"), r -> r.body("x"));
                assertThat(response.status() + " " + response.reason()).isEqualTo(status);
                assertThat(response.headers().first("Retry-After")).contains("0");
                assertThat(response.headers().contains("X-Pilotlight-Retry-After"))
                        .isFalse();
                assertThat(server.seen()).hasSize(1);
            }
        }

        @Test
        void keepsOrderAndRepeatsOfItsHeadersAndUnfoldsLines() throws IOException {
            try (TapServer server = TapServer.saying(
                    "HTTP/1.1 299 Odd But Fine",
                    "Set-Cookie: a=1",
                    "X-Fold: one",
                    " two",
                    "set-cookie: b=2",
                    "Content-Length: 0",
                    "",
                    "")) {
                Response response = session.get(server.url("/"));
                assertThat(response.reason()).isEqualTo("Odd But Fine");
                assertThat(response.headers().all("Set-Cookie")).containsExactly("a=1", "b=2");
                assertThat(response.headers().first("X-Fold")).contains("one two");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SSH-2.0-OpenSSH\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                    "HTTP/1.1 200 OK\r\nA b: c\r\nContent-Length: 0\r\n\r\n"
                })
        void thatIsNoHttpIsRefused(String raw) throws IOException {
            try (TapServer server = new TapServer((request, out) -> {
                write(out, raw);
                return false;
            })) {
                assertThatThrownBy(() -> session.get(server.url("/"))).isInstanceOf(InvalidResponseException.class);
            }
        }

        private static byte[] gzip(byte[] content) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(content);
            }
            return out.toByteArray();
        }

        private static TapServer gzipping(byte[] zipped) throws IOException {
            return new TapServer((request, out) -> {
                write(
                        out,
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.length + "\r\n\r\n");
                if (!request.line().startsWith("HEAD")) {
                    out.write(zipped);
                }
                return true;
            });
        }
    }

    @Test
    void aStreamIsReadWhileItArrives() throws Exception {
        CountDownLatch firstRead = new CountDownLatch(1);
        try (TapServer server = new TapServer((request, out) -> {
                    write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na");
                    firstRead.await();
                    write(out, "b");
                    return true;
                });
                StreamedResponse response = session.stream("GET", server.url("/"))) {
            assertThat(response.head().raiseForStatus().content()).isEmpty();
            assertThat(response.stream().read()).isEqualTo('a');
            firstRead.countDown();
            assertThat(response.stream().readAllBytes()).containsExactly('b');
        }
    }
}
