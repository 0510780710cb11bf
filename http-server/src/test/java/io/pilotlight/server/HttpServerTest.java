package io.pilotlight.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpServerTest {
    private static final String BYE = "Host: h\r\nConnection: close\r\n";

    private final List<HttpServer> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(HttpServer::close);
    }

    private HttpServer serve(HttpHandler handler) {
        HttpServer server = HttpServer.start(handler);
        started.add(server);
        return server;
    }

    @Nested
    class ARequest {
        @Test
        void reachesTheHandlerWithHeadersInOrderWithRepeats() throws Exception {
            HttpServer server = serve(request -> HttpResponse.text(
                    200,
                    request.method() + " " + request.scheme() + " " + request.protocol() + " " + request.headers() + " "
                            + request.remote().orElseThrow().getAddress().isLoopbackAddress()));
            String answer = RawClient.ask(
                    server,
                    "BREW / HTTP/1.1\r\nHost: h\r\nX-b: 2\r\nx-A:1\r\nX-B: 3\r\nContent-Type: a/b\r\nConnection: close\r\n\r\n");
            assertThat(answer)
                    .endsWith(
                            "BREW http HTTP/1.1 [Host: h, X-b: 2, x-A: 1, X-B: 3, Content-Type: a/b, Connection: close] true");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/a%2Fb",
                    "//a//b",
                    "/a/../b",
                    "/a/%2e%2E/b",
                    "/a;x=1;y/b;",
                    "/%7Ea",
                    "/%ff",
                    "/%25zz",
                    "/?",
                    "/?a=%zz",
                    "/a?b?c=/d",
                    "/%E2%98%83?x=%20+",
                    "*",
                    "/a:b@c!$&'()*+,=~",
                    "/%5Cx"
                })
        void keepsItsTargetAsSent(String target) throws Exception {
            HttpServer server = serve(request -> HttpResponse.text(200, request.target()));
            String method = target.equals("*") ? "OPTIONS" : "GET";
            assertThat(RawClient.ask(server, method + " " + target + " HTTP/1.1\r\n" + BYE + "\r\n"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("\r\n\r\n" + target);
        }

        @ParameterizedTest
        @CsvSource({
            "/a%zzb, bad percent escape",
            "/a%2, cut percent escape",
            "/a#b, fragment",
            "/a\\b, backslash",
            "/a%00b, encoded NUL",
            "/a<b, angle",
            "http://user@h/, user information",
            "nopath, neither slash nor star"
        })
        void isRefusedWhenItsTargetIsNoTarget(String target, String why) throws Exception {
            AtomicBoolean called = new AtomicBoolean();
            HttpServer server = serve(request -> {
                called.set(true);
                return HttpResponse.text(200, request.target());
            });
            assertThat(RawClient.ask(server, "GET " + target + " HTTP/1.1\r\n" + BYE + "\r\n"))
                    .as(why)
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .doesNotContainIgnoringCase("jetty");
            assertThat(called).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET / HTTP/1.1\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: h\r\nA b: c\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    "nonsense\r\n\r\n"
                })
        void isRefusedWhenItIsNoHttp(String request) throws Exception {
            AtomicBoolean called = new AtomicBoolean();
            HttpServer server = serve(r -> {
                called.set(true);
                return HttpResponse.of(204);
            });
            assertThat(RawClient.ask(server, request))
                    .startsWith("HTTP/1.1 400 ")
                    .doesNotContainIgnoringCase("jetty");
            assertThat(called).isFalse();
        }

        @Test
        void isRefusedWhenItAsksForATunnel() throws Exception {
            HttpServer server = serve(request -> HttpResponse.text(200, "through"));
            assertThat(RawClient.ask(server, "CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n"))
                    .startsWith("HTTP/1.1 501 Not Implemented\r\n");
        }

        @Test
        void showsTheTargetOfAnAbsoluteForm() throws Exception {
            HttpServer server = serve(request -> HttpResponse.text(200, request.target()));
            assertThat(RawClient.ask(server, "GET http://h/x?y HTTP/1.1\r\n" + BYE + "\r\n"))
                    .endsWith("\r\n\r\n/x?y");
        }

        @Test
        void streamsItsBodyWhileItArrives() throws Exception {
            LinkedBlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
            HttpServer server = serve(request -> {
                assertThat(request.body().length()).isEmpty();
                try (InputStream in = request.body().stream()) {
                    for (int next = in.read(); next >= 0; next = in.read()) {
                        seen.add(next);
                    }
                }
                return HttpResponse.text(200, "done");
            });
            try (RawClient client = new RawClient(server)) {
                client.send("POST / HTTP/1.1\r\n" + BYE + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
                assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo((int) 'a');
                client.send("1\r\nb\r\n0\r\n\r\n");
                assertThat(client.rest()).endsWith("done");
                assertThat(seen).containsExactly((int) 'b');
            }
        }

        @Test
        void isToldToContinueWhenTheHandlerReads() throws Exception {
            HttpServer server = serve(request ->
                    HttpResponse.text(200, "got " + new String(request.body().bytes(), US_ASCII)));
            try (RawClient client = new RawClient(server)) {
                client.send("POST / HTTP/1.1\r\n" + BYE + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
                assertThat(client.head()).startsWith("HTTP/1.1 100 Continue\r\n");
                assertThat(client.send("hi").rest()).endsWith("got hi");
            }
        }

        @Test
        void getsItsFinalAnswerAtOnceWhenTheHandlerDoesNotRead() throws Exception {
            HttpServer server = serve(request -> HttpResponse.text(403, "no"));
            try (RawClient client = new RawClient(server)) {
                client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
                assertThat(client.rest())
                        .startsWith("HTTP/1.1 403 Forbidden\r\n")
                        .endsWith("no");
            }
        }
    }

    @Nested
    class ABodyOverTheLimit {
        private final LinkedBlockingQueue<String> failures = new LinkedBlockingQueue<>();
        private final HttpServer server = HttpServer.builder(request -> {
                    try {
                        return HttpResponse.text(200, "" + request.body().bytes().length);
                    } catch (IOException e) {
                        failures.add(String.valueOf(e.getMessage()));
                        throw e;
                    }
                })
                .maxBody(4)
                .start();

        @AfterEach
        void stop() {
            server.close();
        }

        @Test
        void isRefusedByItsLengthBeforeTheHandlerIsCalled() throws Exception {
            assertThat(RawClient.ask(server, "POST / HTTP/1.1\r\n" + BYE + "Content-Length: 5\r\n\r\nabcde"))
                    .startsWith("HTTP/1.1 413 ")
                    .endsWith("\r\n\r\n413 Payload Too Large\n");
            assertThat(failures).isEmpty();
        }

        @Test
        void isRefusedWhenTheHandlerHasReadThatFar() throws Exception {
            String answer = RawClient.ask(
                    server, "POST / HTTP/1.1\r\n" + BYE + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 413 ");
            assertThat(failures).hasSize(1).first().asString().contains("limit of 4 bytes");
        }

        @Test
        void isReadWhenItJustFits() throws Exception {
            assertThat(RawClient.ask(server, "POST / HTTP/1.1\r\n" + BYE + "Content-Length: 4\r\n\r\nabcd"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\n4");
        }
    }

    @Nested
    class AnAnswer {
        @Test
        void keepsOrderAndRepeatsOfItsHeadersAndNamesNoServer() throws Exception {
            HttpHeaders headers = HttpHeaders.builder()
                    .add("Set-Cookie", "a=1")
                    .add("X-z", "1")
                    .add("Set-Cookie", "b=2")
                    .build();
            HttpServer server = serve(request -> new HttpResponse(299, headers, Body.of("x")));
            assertThat(RawClient.ask(server, "GET / HTTP/1.1\r\n" + BYE + "\r\n"))
                    .contains("Set-Cookie: a=1\r\nX-z: 1\r\nSet-Cookie: b=2\r\n")
                    .contains("Content-Length: 1\r\n")
                    .doesNotContain("Server:")
                    .endsWith("\r\n\r\nx");
        }

        @Test
        void isSentPieceByPieceWhileItIsMade() throws Exception {
            PipedOutputStream source = new PipedOutputStream();
            PipedInputStream pipe = new PipedInputStream(source);
            HttpServer server = serve(
                    request -> new HttpResponse(200, HttpHeaders.empty(), Body.streaming(pipe, OptionalLong.empty())));
            try (RawClient client = new RawClient(server)) {
                client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                source.write('a');
                source.flush();
                assertThat(client.until("1\r\na")).contains("Transfer-Encoding: chunked\r\n");
                source.close();
                assertThat(client.until("0\r\n\r\n")).isEqualTo("\r\n0\r\n\r\n");
            }
        }

        @Test
        void isClosedOnceItIsSent() throws Exception {
            CountDownLatch closed = new CountDownLatch(1);
            InputStream in = new ByteArrayInputStream(new byte[100_000]) {
                @Override
                public void close() {
                    closed.countDown();
                }
            };
            HttpServer server = serve(request ->
                    new HttpResponse(200, HttpHeaders.empty(), Body.streaming(in, OptionalLong.of(100_000))));
            String answer = RawClient.ask(server, "GET / HTTP/1.1\r\n" + BYE + "\r\n");
            assertThat(answer).contains("Content-Length: 100000\r\n");
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).hasSize(100_000);
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void toHeadHasTheLengthAndNoBody() throws Exception {
            HttpServer server = serve(request -> HttpResponse.text(200, "hello"));
            assertThat(RawClient.ask(server, "HEAD / HTTP/1.1\r\n" + BYE + "\r\n"))
                    .contains("Content-Length: 5\r\n")
                    .endsWith("\r\n\r\n");
        }

        @Test
        void toHeadMayNameALengthOfItsOwn() throws Exception {
            HttpServer server = serve(request -> HttpResponse.of(200).withHeader("Content-Length", "77"));
            assertThat(RawClient.ask(server, "HEAD / HTTP/1.1\r\n" + BYE + "\r\n"))
                    .contains("Content-Length: 77\r\n");
        }

        @ParameterizedTest
        @ValueSource(ints = {204, 304})
        void withoutContentByItsStatusSendsNone(int status) throws Exception {
            HttpServer server = serve(request -> HttpResponse.text(status, "never"));
            try (RawClient client = new RawClient(server)) {
                client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\n" + BYE + "\r\n");
                assertThat(client.rest().split("HTTP/1.1 " + status, -1)).hasSize(3);
            }
        }

        @Test
        void goesOverOneConnectionForManyRequests() throws Exception {
            HttpServer server = serve(request -> HttpResponse.text(200, request.target()));
            try (RawClient client = new RawClient(server)) {
                assertThat(client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n").until("/1"))
                        .endsWith("/1");
                assertThat(client.send("GET /2 HTTP/1.1\r\n" + BYE + "\r\n").rest())
                        .endsWith("/2");
            }
        }
    }

    @Nested
    class AHandlerThatFails {
        @Test
        void isAnsweredForWithABareError() throws Exception {
            HttpServer server = serve(request -> {
                throw new IllegalStateException("secret");
            });
            assertThat(RawClient.ask(server, "GET / HTTP/1.1\r\n" + BYE + "\r\n"))
                    .startsWith("HTTP/1.1 500 Server Error\r\n")
                    .endsWith("\r\n\r\n500 Server Error\n")
                    .doesNotContain("secret")
                    .doesNotContain("IllegalState");
        }

        @Test
        void doesNotKeepHeadersOfAnAnswerThatCouldNotBeOpened() throws Exception {
            HttpServer server = serve(request -> {
                Body used = Body.streaming(new ByteArrayInputStream(new byte[1]), OptionalLong.empty());
                used.bytes();
                return new HttpResponse(200, HttpHeaders.of("X-Half", "made"), used);
            });
            assertThat(RawClient.ask(server, "GET / HTTP/1.1\r\n" + BYE + "\r\n"))
                    .startsWith("HTTP/1.1 500 ")
                    .doesNotContain("X-Half");
        }

        @Test
        void cutsTheConnectionWhenTheAnswerHasBegun() throws Exception {
            HttpServer server = serve(request -> {
                InputStream in = new InputStream() {
                    private boolean begun;

                    @Override
                    public int read() throws IOException {
                        throw new IOException("read by the piece");
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        if (begun) {
                            throw new IOException("the source broke");
                        }
                        begun = true;
                        into[offset] = 'a';
                        return 1;
                    }
                };
                return new HttpResponse(200, HttpHeaders.empty(), Body.streaming(in, OptionalLong.empty()));
            });
            try (RawClient client = new RawClient(server)) {
                client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(client.until("1\r\na")).startsWith("HTTP/1.1 200 ");
                assertThat(client.rest()).doesNotContain("0\r\n\r\n");
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {100, 101, 199})
        void isOneThatAnswersWithAStatusThatIsNotFinal(int status) throws Exception {
            HttpServer server = serve(request -> HttpResponse.of(status));
            assertThat(RawClient.ask(server, "GET / HTTP/1.1\r\n" + BYE + "\r\n"))
                    .startsWith("HTTP/1.1 500 ");
        }
    }

    @Test
    void handlesRequestsAtTheSameTime() throws Exception {
        int many = 8;
        CountDownLatch all = new CountDownLatch(many);
        HttpServer server = serve(request -> {
            all.countDown();
            return HttpResponse.text(200, all.await(20, TimeUnit.SECONDS) ? "together" : "alone");
        });
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < many; i++) {
                clients.add(new RawClient(server).send("GET / HTTP/1.1\r\n" + BYE + "\r\n"));
            }
            for (RawClient client : clients) {
                assertThat(client.rest()).endsWith("together");
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void servesManyConnectionsWithOneThread() throws Exception {
        try (HttpServer server = HttpServer.builder(request -> HttpResponse.text(200, request.target()))
                        .maxThreads(1)
                        .start();
                RawClient idle = new RawClient(server);
                RawClient other = new RawClient(server)) {
            assertThat(idle.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n").until("/a"))
                    .endsWith("/a");
            assertThat(other.send("GET /b HTTP/1.1\r\nHost: h\r\n\r\n").until("/b"))
                    .endsWith("/b");
            assertThat(idle.send("GET /c HTTP/1.1\r\nHost: h\r\n\r\n").until("/c"))
                    .endsWith("/c");
        }
    }
}
