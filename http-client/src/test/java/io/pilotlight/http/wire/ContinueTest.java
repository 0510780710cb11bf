package io.pilotlight.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.time.Time;
import io.pilotlight.http.wire.WireException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that waits for the server's leave. */
class ContinueTest {
    private static final WireTls TLS = new WireTls((SSLSocketFactory) SSLSocketFactory.getDefault(), null);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final WireClient client = new WireClient(Time.system(), Keep.DEFAULT, Resolver.SYSTEM);

    @AfterEach
    void closeTheClient() {
        client.close();
    }

    private static WireRequest put(Body body) {
        return new WireRequest("PUT", "/", HttpHeaders.of("Expect", "100-Continue"), body);
    }

    private WireResponse ask(RawServer server, Body body, Waits waits) throws IOException {
        WireOptions options = new WireOptions(waits, new HeadLimits(64 << 10, 100), any -> true, cancel -> {});
        return client.send(new Destination(false, "127.0.0.1", server.port(), null, TLS), put(body), options);
    }

    private static Waits leave(Duration leave) {
        return new Waits(LONG, LONG, LONG, LONG, leave);
    }

    private static String read(WireResponse answer) throws IOException {
        try (InputStream in = answer.body()) {
            return answer.status() + " " + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void isSentAfterAWhileIfTheServerSaysNothing() throws IOException {
        try (RawServer server = new RawServer(visit -> {
            visit.head();
            if (visit.body(4).equals("body")) {
                visit.say(OK);
            }
        })) {
            assertThat(read(ask(server, Body.of("body"), leave(SHORT)))).isEqualTo("200 ok");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 100\r\n\r\n"
            })
    void isSentWhenLeaveIsGiven(String leave) throws IOException {
        CompletableFuture<Integer> before = new CompletableFuture<>();
        try (RawServer server = new RawServer(visit -> {
            while (true) {
                visit.head();
                before.complete(visit.in().available());
                visit.say(leave);
                if (visit.body(4).equals("body")) {
                    visit.say(OK);
                }
            }
        })) {
            assertThat(read(ask(server, Body.of("body"), leave(LONG)))).isEqualTo("200 ok");
            assertThat(before.join()).isZero();
            assertThat(read(ask(server, Body.of("body"), leave(LONG)))).isEqualTo("200 ok");
            assertThat(server.visits()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"417 No", "200 Known", "401 Who"})
    void isNotSentIfTheAnswerIsThereBefore(String status) throws IOException {
        CompletableFuture<Integer> after = new CompletableFuture<>();
        try (RawServer server = new RawServer(visit -> {
            visit.head();
            visit.say("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\nno");
            after.complete(visit.in().read());
        })) {
            assertThat(read(ask(server, Body.of("body"), leave(LONG)))).isEqualTo(status.substring(0, 3) + " no");
            assertThat(after.join())
                    .as("the connection is closed, without a byte of the body")
                    .isEqualTo(-1);
            assertThat(client.kept()).isZero();
        }
    }

    @Test
    void goesOnIfLeaveComesLate() throws IOException {
        String content = "x".repeat(100_000);
        Body chunks = Body.streaming(
                new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)),
                OptionalLong.of(content.length()));
        try (RawServer server = new RawServer(visit -> {
            visit.head();
            visit.body(1);
            visit.say("HTTP/1.1 100 Continue\r\n\r\n");
            if (visit.body(content.length() - 1).length() == content.length() - 1) {
                visit.say(OK);
            }
        })) {
            assertThat(read(ask(server, chunks, leave(SHORT)))).isEqualTo("200 ok");
        }
    }

    @Test
    void isForgottenIfTheTimeForTheWholeIsOver() throws IOException {
        try (RawServer server = new RawServer(visit -> {
            visit.head();
            visit.in().read();
        })) {
            Waits waits = new Waits(LONG, LONG, LONG, SHORT, LONG);
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> ask(server, Body.of("body"), waits))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.DEADLINE));
        }
    }

    @Test
    void isNotAskedForIfThereIsNoBody() throws IOException {
        try (RawServer server = RawServer.answering(OK)) {
            assertThat(read(ask(server, Body.empty(), leave(LONG)))).isEqualTo("200 ok");
        }
    }
}
