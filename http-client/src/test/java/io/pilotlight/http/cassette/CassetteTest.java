package io.pilotlight.http.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.http.HttpRequest;
import io.pilotlight.core.http.HttpResponse;
import io.pilotlight.http.Auth;
import io.pilotlight.http.ConnectionException;
import io.pilotlight.http.Cookie;
import io.pilotlight.http.IncompleteBodyException;
import io.pilotlight.http.ReadTimeoutException;
import io.pilotlight.http.Request;
import io.pilotlight.http.Response;
import io.pilotlight.http.ResponseTooLargeException;
import io.pilotlight.http.Session;
import io.pilotlight.http.StreamedResponse;
import io.pilotlight.http.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CassetteTest {
    @TempDir
    Path folder;

    private static Session session(Transport transport) {
        return Session.builder()
                .environment(Map.of())
                .mount("http://", transport)
                .build();
    }

    private Path file() {
        return folder.resolve("a cassette.json");
    }

    /** Records what a program does against a handler, and lets it do the same against the recording. */
    private <T> List<T> twice(HttpHandler handler, Function<Session, T> program) {
        try (Session live = session(Cassette.recording(file(), Transport.of(handler)))) {
            T first = program.apply(live);
            try (Session replayed = session(Cassette.replaying(file()))) {
                return List.of(first, program.apply(replayed));
            }
        }
    }

    private String recorded() {
        try {
            return Files.readString(file());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static HttpResponse answer(String type, byte[] content) {
        return new HttpResponse(200, HttpHeaders.of("Content-Type", type), Body.of(content));
    }

    @Nested
    class ARecording {
        @Test
        void answersAsTheServerDid() {
            AtomicInteger number = new AtomicInteger();
            List<String> both = twice(
                    request -> HttpResponse.text(200, request.target() + number.incrementAndGet())
                            .withHeader("X-A", "b"),
                    s -> s.get("http://h/a").text()
                            + s.get("http://h/a").text()
                            + s.post("http://h/b?c=d", r -> r.json(Map.of("e", 1)))
                                    .headers());
            assertThat(both.get(1)).isEqualTo(both.get(0)).startsWith("/a1/a2");
            assertThat(number).hasValue(3);
        }

        @Test
        void isReadableAndTheSameEachTime() throws IOException {
            HttpHandler handler = request -> HttpResponse.text(200, "line 1\nline \"2\"\n");
            twice(handler, s -> s.get("http://h/a?b=c"));
            String first = recorded();
            assertThat(first).isEqualTo("""
                            {
                              "format": "pilotlight-cassette/1",
                              "exchanges": [
                                {
                                  "request": {
                                    "method": "GET",
                                    "url": "http://h/a?b=c",
                                    "headers": [
                                      "User-Agent: pilotlight-http",
                                      "Accept-Encoding: gzip, deflate, br, zstd",
                                      "Accept: */*",
                                      "Connection: keep-alive"
                                    ]
                                  },
                                  "response": {
                                    "status": 200,
                                    "reason": "OK",
                                    "version": "HTTP/1.1",
                                    "headers": [
                                      "Content-Type: text/plain; charset=utf-8"
                                    ],
                                    "body": {
                                      "text": [
                                        "line 1\\n",
                                        "line \\"2\\"\\n"
                                      ]
                                    }
                                  }
                                }
                              ]
                            }
                            """);
            twice(handler, s -> s.get("http://h/a?b=c"));
            assertThat(recorded()).isEqualTo(first);
        }

        @Test
        void keepsBytesAsTheyAre() {
            byte[] bytes = {0, -1, 'a', '\n'};
            List<byte[]> both = twice(
                    request -> answer("a/b", bytes), s -> s.get("http://h/").content());
            assertThat(both.get(1)).isEqualTo(bytes);
            assertThat(recorded()).contains("\"base64\": \"AP9hCg==\"");
        }

        @Test
        void showsCompressedTextAndCompressesItAgain() {
            List<Response> both = twice(
                    request -> answer("text/plain", gzip("hello".repeat(9))).withHeader("Content-Encoding", "gzip"),
                    s -> s.get("http://h/"));
            assertThat(both.get(1).text()).isEqualTo(both.get(0).text());
            assertThat(both.get(1).headers()).isEqualTo(both.get(0).headers());
            assertThat(recorded()).contains("hellohello").contains("\"coding\": \"gzip\"");
        }

        @Test
        void holdsEachHopOfARedirectAndItsCookies() {
            HttpHandler handler = request -> request.target().equals("/a")
                    ? HttpResponse.of(302).withHeader("Location", "/b").withHeader("Set-Cookie", "c=secret")
                    : HttpResponse.text(200, request.headers().contains("Cookie") ? "with cookie" : "without");
            assertThat(twice(handler, s -> s.get("http://h/a").text())).containsExactly("with cookie", "with cookie");
            assertThat(recorded()).doesNotContain("secret").contains("Cookie: c=REDACTED");
        }

        @Test
        void answersAStreamedRequestAndIsReadStreaming() {
            Function<Session, String> program = s -> {
                try (StreamedResponse answer = s.stream(
                        "POST",
                        "http://h/",
                        r -> r.body(Body.streaming(
                                new ByteArrayInputStream("up".getBytes(UTF_8)), OptionalLong.empty())))) {
                    return new String(answer.stream().readAllBytes(), UTF_8);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            };
            assertThat(twice(request -> answer("a/b", request.body().bytes()), program))
                    .containsExactly("up", "up");
            assertThat(recorded().split("\"up\"", -1)).hasSize(3);
        }
    }

    @Nested
    class WhatWentWrong {
        private String failure(Session session, String url) {
            try {
                return session.get(url).text();
            } catch (ConnectionException | ReadTimeoutException | ResponseTooLargeException e) {
                return e.getClass().getSimpleName() + e.timedOut() + e.getMessage();
            }
        }

        @Test
        void goesWrongAgain() throws IOException {
            int refusing;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                refusing = socket.getLocalPort();
            }
            String url = "http://127.0.0.1:" + refusing + "/";
            String first;
            try (Session live = session(Cassette.recording(file(), Transport.network()))) {
                first = failure(live, url);
            }
            try (Session replayed = session(Cassette.replaying(file()))) {
                assertThat(failure(replayed, url)).isEqualTo(first).startsWith("ConnectionException");
            }
        }

        @Test
        void inTheMiddleOfABodyGoesWrongThere() throws Exception {
            try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                String url = "http://127.0.0.1:" + listener.getLocalPort() + "/";
                Thread server = new Thread(() -> {
                    try (Socket socket = listener.accept()) {
                        while (socket.getInputStream().read() != '\r') {}
                        socket.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes(UTF_8));
                        socket.shutdownOutput();
                        while (socket.getInputStream().read() >= 0) {}
                    } catch (IOException e) {
                        // the test is over
                    }
                });
                server.setDaemon(true);
                server.start();
                try (Session live = session(Cassette.recording(file(), Transport.network()))) {
                    assertThat(failure(live, url)).startsWith("IncompleteBodyException");
                }
            }
            String text = recorded();
            assertThat(text).contains("\"text\": \"half\"").contains("\"type\": \"IncompleteBodyException\"");
            try (Session replayed = session(Cassette.replaying(file()))) {
                String url = text.replaceAll("(?s).*\"url\": \"([^\"]*)\".*", "$1");
                assertThat(failure(replayed, url)).startsWith("IncompleteBodyException");
            }
        }

        @Test
        void aBodyBeyondTheLimitPassesLiveAndEndsThereInReplay() {
            Cassette small = Cassette.builder(file())
                    .bodyLimit(4)
                    .recording(Transport.of(request -> HttpResponse.text(200, "123456")));
            try (Session live = session(small)) {
                assertThat(live.get("http://h/").text()).isEqualTo("123456");
            }
            try (Session replayed = session(Cassette.replaying(file()))) {
                assertThatThrownBy(() -> replayed.get("http://h/"))
                        .isInstanceOf(ResponseTooLargeException.class)
                        .hasMessageContaining("keeps 4 bytes");
            }
        }

        @Test
        void aBodyThatWasClosedEarlyEndsThere() throws IOException {
            try (Session live = session(
                            Cassette.recording(file(), Transport.of(request -> HttpResponse.text(200, "123456"))));
                    StreamedResponse answer = live.stream("GET", "http://h/")) {
                assertThat(answer.stream().read()).isEqualTo('1');
            }
            try (Session replayed = session(Cassette.replaying(file()));
                    StreamedResponse answer = replayed.stream("GET", "http://h/")) {
                InputStream in = answer.stream();
                assertThat(in.read()).isEqualTo('1');
                assertThatThrownBy(in::readAllBytes).isInstanceOf(IncompleteBodyException.class);
            }
        }
    }

    @Nested
    class Secrets {
        @Test
        void areNeverWritten() {
            Consumer<Request.Builder> options = r -> r.header("X-Api-Key", "planted1")
                    .header("X-Mine", "planted2")
                    .cookie("c", "planted3")
                    .param("api_key", "planted4")
                    .param("mine", "planted5")
                    .json(Map.of("password", "planted6", "ok", Map.of("mine", List.of("planted7"))));
            HttpHandler handler = request -> HttpResponse.of(200)
                    .withHeader("Set-Cookie", "s=planted8; Path=/")
                    .withHeader("X-Mine", "planted9");
            HttpHandler gzipped = request -> new HttpResponse(
                    200,
                    HttpHeaders.builder()
                            .add("Content-Type", "application/json")
                            .add("Content-Encoding", "gzip")
                            .build(),
                    Body.of(gzip("{\"access_token\":\"planted10\",\"kept\":1}")));
            HttpHandler unknown = request -> new HttpResponse(
                    200,
                    HttpHeaders.builder()
                            .add("Content-Type", "application/json")
                            .add("Content-Encoding", "br")
                            .build(),
                    Body.of("planted11"));
            Cassette.Builder cassette =
                    Cassette.builder(file()).secretHeader("x-mine").secretField("MINE");
            try (Session live = session(cassette.recording(Transport.of(request -> switch (request.path()) {
                case "/gzip" -> gzipped.handle(request);
                case "/br" -> unknown.handle(request);
                default -> handler.handle(request);
            })))) {
                live.post("http://planted12:planted13@h/x", options);
                live.get("http://h/y", r -> r.auth(Auth.bearer("planted14")));
                live.post("http://h/z", r -> r.form("password", "planted15").form("a", "b"));
                assertThat(live.get("http://h/gzip").text()).contains("planted10");
                live.stream("GET", "http://h/br").close();
            }
            assertThat(recorded()).doesNotContain("planted").contains("kept").contains("a=b");
            try (Session replayed = session(cassette.replaying())) {
                assertThat(replayed.post("http://h/x", options).cookies())
                        .extracting(Cookie::value)
                        .containsExactly("REDACTED");
                assertThat(replayed.get("http://h/gzip").text()).contains("\"access_token\":\"REDACTED\"");
            }
        }

        @Test
        void noCompressionIsAskedForThatHidesThem() {
            List<String> asked = new ArrayList<>();
            HttpHandler handler = request -> {
                asked.add(request.headers().first("Accept-Encoding").orElse("-"));
                return HttpResponse.of(204);
            };
            try (Session live = session(Cassette.recording(file(), Transport.of(handler)))) {
                live.get("http://h/", r -> r.header("Accept-Encoding", "br, gzip;q=0.5, zstd, deflate"));
                live.get("http://h/", r -> r.header("Accept-Encoding", "br"));
                live.get("http://h/", r -> r.withoutHeader("Accept-Encoding"));
            }
            assertThat(asked).containsExactly("gzip;q=0.5, deflate", "identity", "-");
        }
    }

    @Nested
    class AnUnknownRequest {
        private String refusal(
                Cassette.Builder cassette, String method, String url, Consumer<Request.Builder> options) {
            try (Session live =
                    session(Cassette.recording(file(), Transport.of(request -> HttpResponse.text(200, "x"))))) {
                live.get("http://h/pets?page=1&secret=planted", r -> r.header("X-V", "planted"));
                live.post("http://h/pets", r -> r.body("planted"));
                live.get("http://other/");
            }
            try (Session replayed = session(cassette.replaying())) {
                replayed.request(method, url, options);
                return "-";
            } catch (UnknownRequestException e) {
                assertThat(e.request()).isPresent();
                return e.getMessage();
            }
        }

        private String refusal(String method, String url) {
            return refusal(Cassette.builder(file()), method, url, r -> {});
        }

        @Test
        void isToldWhatIsNearest() {
            assertThat(refusal("GET", "http://h/pets?page=2&secret=planted"))
                    .contains("no answer to GET http://h/pets; the nearest that it has is GET http://h/pets, "
                            + "where other values of the parameters [page] was recorded");
            assertThat(refusal("PUT", "http://h/pets")).contains("where the method is POST");
            assertThat(refusal("GET", "http://h/dogs?page=1&secret=planted"))
                    .contains("the URL is http://h/pets")
                    .doesNotContain("planted");
            assertThat(refusal("GET", "http://other/x")).contains("the URL is http://other/");
            assertThat(refusal("GET", "http://h/pets?secret=planted&page=1")).contains("in another order");
        }

        @Test
        void mayDifferByHeaderAndBody() {
            assertThat(refusal(
                            Cassette.builder(file()).matchHeader("x-v"),
                            "GET",
                            "http://h/pets?page=1&secret=planted",
                            r -> r.header("X-V", "2")))
                    .contains("another header x-v")
                    .doesNotContain("planted");
            assertThat(refusal(Cassette.builder(file()).matchBody(), "POST", "http://h/pets", r -> r.body("other")))
                    .contains("another body (7 bytes)")
                    .doesNotContain("planted");
            assertThat(refusal(
                            Cassette.builder(file()).matchBody(),
                            "POST",
                            "http://h/pets",
                            r -> r.body(new ByteArrayInputStream("planted".getBytes(UTF_8)))))
                    .isEqualTo("-");
        }

        @Test
        void isOneThatWasAnsweredAsOftenAsRecorded() {
            refusal("GET", "http://h/unknown");
            try (Session replayed = session(Cassette.replaying(file()))) {
                replayed.get("http://other/");
                assertThatThrownBy(() -> replayed.get("http://other/"))
                        .isInstanceOf(UnknownRequestException.class)
                        .hasMessageContaining("that was not given already");
            }
            try (Session replayed = session(Cassette.builder(file()).repeating().replaying())) {
                assertThat(replayed.get("http://other/").text()
                                + replayed.get("http://other/").text())
                        .isEqualTo("xx");
            }
        }
    }

    @Nested
    class WhatIsMissing {
        @Test
        void isRecordedBehindWhatIsThere() {
            AtomicInteger asked = new AtomicInteger();
            HttpHandler handler = request -> HttpResponse.text(200, "n" + asked.incrementAndGet());
            for (int i = 0; i < 2; i++) {
                Cassette cassette = Cassette.recordingMissing(file(), Transport.of(handler));
                try (Session session = session(cassette)) {
                    assertThat(session.get("http://h/a").text()).isEqualTo("n1");
                    assertThat(session.get("http://h/b").text()).isEqualTo("n2");
                    assertThat(cassette.unused()).isEmpty();
                }
            }
            try (Session session = session(Cassette.recordingMissing(file(), Transport.of(handler)))) {
                assertThat(session.get("http://h/c").text()).isEqualTo("n3");
            }
            assertThat(Cassette.replaying(file()).unused())
                    .containsExactly("GET http://h/a", "GET http://h/b", "GET http://h/c");
        }

        @Test
        void mayBeAStreamThatIsMatchedByItsBody() {
            try (Session session = session(Cassette.builder(file())
                    .matchBody()
                    .recordingMissing(
                            Transport.of(request -> answer("a/b", request.body().bytes()))))) {
                Consumer<Request.Builder> stream = r -> r.body(new ByteArrayInputStream("up".getBytes(UTF_8)));
                assertThat(session.post("http://h/", stream).text()).isEqualTo("up");
            }
        }
    }

    @Nested
    class TheFile {
        @Test
        void thatIsNoneIsNamed() throws IOException {
            assertThatThrownBy(() -> Cassette.replaying(file()))
                    .isInstanceOf(CassetteException.class)
                    .hasMessageContaining("There is no cassette " + file());
            for (String bad : new String[] {
                "",
                "{",
                "[]",
                "{}",
                "{\"format\":\"other/1\"}",
                "{\"format\":\"pilotlight-cassette/1\"}",
                "{\"format\":\"pilotlight-cassette/1\",\"exchanges\":[{}]}",
                "{\"format\":\"pilotlight-cassette/1\",\"exchanges\":[{\"request\":{\"method\":\"GET\"}}]}",
                "{\"format\":\"pilotlight-cassette/1\",\"exchanges\":[{\"request\":{\"method\":\"GET\",\"url\":\"x\",\"headers\":[\"a\"]}}]}",
            }) {
                Files.writeString(file(), bad);
                assertThatThrownBy(() -> Cassette.replaying(file()))
                        .isInstanceOf(CassetteException.class)
                        .hasMessageContaining("The cassette " + file() + " is none");
            }
        }

        @Test
        void isWholeAtEveryMoment() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(3);
            try (Session live = session(
                    Cassette.recording(file(), Transport.of((HttpRequest request) -> HttpResponse.text(200, "x"))))) {
                live.get("http://h/first");
                List<Future<?>> all = new ArrayList<>();
                for (int t = 0; t < 2; t++) {
                    all.add(threads.submit(() -> {
                        for (int i = 0; i < 40; i++) {
                            live.get("http://h/" + i);
                        }
                    }));
                }
                Future<Integer> reader = threads.submit(() -> {
                    int most = 0;
                    while (most < 81) {
                        most = Cassette.replaying(file()).unused().size();
                    }
                    return most;
                });
                for (Future<?> each : all) {
                    each.get();
                }
                assertThat(reader.get()).isEqualTo(81);
            } finally {
                threads.shutdownNow();
            }
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left).containsExactly(file());
            }
        }

        @Test
        void thatCannotBeWrittenIsSaid() {
            Cassette cassette = Cassette.recording(
                    folder.resolve("no/such/x.json"), Transport.of(request -> HttpResponse.text(200, "x")));
            Session live = session(cassette);
            assertThatThrownBy(() -> live.get("http://h/"))
                    .isInstanceOf(CassetteException.class)
                    .hasMessageContaining("cannot be written");
        }
    }
}
