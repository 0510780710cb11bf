package io.pilotlight.http.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.time.Time;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.http.wire.WireException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocketFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireClientTest {
    private static final WireTls TLS = new WireTls((SSLSocketFactory) SSLSocketFactory.getDefault(), null);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(40);
    private static final Waits PATIENT = new Waits(LONG, LONG, LONG, LONG, LONG);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final WireClient client = new WireClient(Time.system(), Keep.DEFAULT, Resolver.SYSTEM);

    @AfterEach
    void closeTheClient() {
        client.close();
    }

    private static Destination to(RawServer server) {
        return to(server.port());
    }

    private static Destination to(int port) {
        return new Destination(false, "127.0.0.1", port, null, TLS);
    }

    private static WireRequest request(String method, Body body) {
        return new WireRequest(method, "/", HttpHeaders.of("Host", "h"), body);
    }

    private static WireRequest get() {
        return request("GET", Body.empty());
    }

    private static WireOptions waiting(Waits waits) {
        return options(waits, any -> true, cancel -> {});
    }

    private static WireOptions options(Waits waits, Predicate<InetAddress> addresses, Consumer<Runnable> onCancel) {
        return new WireOptions(waits, new HeadLimits(64 << 10, 100), addresses, onCancel);
    }

    private static String read(WireResponse answer) throws IOException {
        try (InputStream in = answer.body()) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }

    private String ask(RawServer server, WireRequest request) throws IOException {
        return read(client.send(to(server), request, waiting(PATIENT)));
    }

    private static void assertFails(Kind kind, ThrowingCallable doing) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(doing)
                .satisfies(e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
    }

    /** Answers each request of each connection. */
    private static RawServer keeping() throws IOException {
        return new RawServer(visit -> {
            while (true) {
                visit.head();
                visit.say(OK);
            }
        });
    }

    @Nested
    class Connections {
        @Test
        void areUsedAgain() throws IOException {
            try (RawServer server = keeping()) {
                for (int i = 0; i < 3; i++) {
                    assertThat(ask(server, get())).isEqualTo("ok");
                }
                assertThat(server.visits()).isEqualTo(1);
                assertThat(client.kept()).isEqualTo(1);
            }
        }

        @Test
        void areUsedAgainAfterABodyThatWasReadToItsLengthButNotToItsEnd() throws IOException {
            try (RawServer server = keeping()) {
                for (int i = 0; i < 2; i++) {
                    try (InputStream in =
                            client.send(to(server), get(), waiting(PATIENT)).body()) {
                        in.readNBytes(2);
                    }
                }
                assertThat(server.visits()).isEqualTo(1);
            }
        }

        @Test
        void areClosedWithABodyThatWasNotRead() throws IOException {
            try (RawServer server = keeping()) {
                client.send(to(server), get(), waiting(PATIENT)).body().close();
                assertThat(client.kept()).isZero();
                assertThat(ask(server, get())).isEqualTo("ok");
                assertThat(server.visits()).isEqualTo(2);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
                    "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more",
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
                })
        void areNotUsedAgainIfTheServerLeavesDoubt(String answer) throws IOException {
            try (RawServer server = new RawServer(visit -> {
                visit.head();
                visit.say(answer);
                visit.head();
            })) {
                assertThat(ask(server, get())).isEqualTo("ok");
                assertThat(client.kept()).isZero();
            }
        }

        @Test
        void areNotUsedAgainIfTheRequestSaysSo() throws IOException {
            try (RawServer server = keeping()) {
                HttpHeaders headers = HttpHeaders.builder()
                        .add("Host", "h")
                        .add("Connection", "close")
                        .build();
                ask(server, new WireRequest("GET", "/", headers, Body.empty()));
                assertThat(client.kept()).isZero();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "POST"})
        void thatTheServerClosedAreFoundBeforeUse(String method) throws Exception {
            CountDownLatch closed = new CountDownLatch(1);
            try (RawServer server = new RawServer(visit -> {
                visit.head();
                visit.body(visit.number() == 1 ? 0 : 1);
                visit.say(OK);
                visit.out().close();
                closed.countDown();
            })) {
                ask(server, get());
                closed.await();
                assertThat(ask(server, request(method, Body.of("x")))).isEqualTo("ok");
                assertThat(server.visits()).isEqualTo(2);
            }
        }

        @Test
        void thatTheServerClosesJustThenAreReplacedOnceForWhatMayBeRepeated() throws IOException {
            try (RawServer server = closingOnTheSecondRequest()) {
                ask(server, get());
                assertThat(ask(server, request("PUT", Body.of("x")))).isEqualTo("ok");
                assertThat(server.visits()).isEqualTo(2);
                assertThat(server.heads()).hasSize(3);
            }
        }

        @Test
        void thatTheServerClosesJustThenAreAFailureForWhatMustNotBeRepeated() throws IOException {
            for (WireRequest unrepeatable : List.of(
                    request("POST", Body.of("x")),
                    request("PUT", Body.streaming(new ByteArrayInputStream(new byte[1]), OptionalLong.of(1))))) {
                try (RawServer server = closingOnTheSecondRequest()) {
                    ask(server, get());
                    assertFails(Kind.NO_ANSWER, () -> ask(server, unrepeatable));
                    assertThat(server.visits()).isEqualTo(1);
                }
            }
        }

        @Test
        void thatAreNewAreNotReplaced() throws IOException {
            try (RawServer server = new RawServer(RawServer.Visit::head)) {
                assertFails(Kind.NO_ANSWER, () -> ask(server, get()));
                assertThat(server.visits()).isEqualTo(1);
            }
        }

        @Test
        void areKeptInNumbersAndForATime() throws IOException {
            VirtualTime time = VirtualTime.create();
            Keep two = new Keep(2, 3, Duration.ofMinutes(1));
            try (RawServer server = keeping();
                    WireClient few = new WireClient(time, two, Resolver.SYSTEM)) {
                List<WireResponse> answers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    answers.add(few.send(to(server), get(), waiting(PATIENT)));
                }
                for (WireResponse answer : answers) {
                    read(answer);
                }
                assertThat(few.kept()).isEqualTo(2);
                time.advance(Duration.ofSeconds(59));
                assertThat(few.kept()).isEqualTo(2);
                read(few.send(to(server), get(), waiting(PATIENT)));
                time.advance(Duration.ofSeconds(2));
                assertThat(few.kept()).isEqualTo(1);
                time.advance(Duration.ofSeconds(60));
                assertThat(few.kept()).isZero();
            }
        }

        @Test
        void areAllClosedWithTheClient() throws Exception {
            CountDownLatch gone = new CountDownLatch(1);
            try (RawServer server = new RawServer(visit -> {
                visit.head();
                visit.say(OK);
                assertThat(visit.in().read()).isEqualTo(-1);
                gone.countDown();
            })) {
                WireResponse late = client.send(to(server), get(), waiting(PATIENT));
                client.close();
                read(late);
                gone.await();
                assertThat(client.kept()).isZero();
            }
        }

        private RawServer closingOnTheSecondRequest() throws IOException {
            return new RawServer(visit -> {
                visit.head();
                visit.body(visit.number() == 1 ? 0 : 1);
                visit.say(OK);
                visit.head();
            });
        }
    }

    @Nested
    class Answers {
        @Test
        void mayComeBeforeTheRequestIsWhole() throws IOException {
            try (RawServer server = new RawServer(visit -> {
                visit.head();
                visit.say("HTTP/1.1 413 Too Large\r\nContent-Length: 4\r\n\r\nmuch");
                visit.in().readNBytes(100_000);
            })) {
                WireResponse answer = client.send(to(server), request("POST", endless()), waiting(PATIENT));
                assertThat(answer.status()).isEqualTo(413);
                assertThat(read(answer)).isEqualTo("much");
                assertThat(client.kept()).isZero();
            }
        }

        @Test
        void thatAreNoRefusalLetTheRequestGoOn() throws IOException {
            try (RawServer server = new RawServer(visit -> {
                visit.head();
                visit.say("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");
                visit.say("" + visit.body(1_000_000).length());
            })) {
                WireResponse answer =
                        client.send(to(server), request("POST", Body.of("x".repeat(1_000_000))), waiting(PATIENT));
                assertThat(answer.status()).isEqualTo(200);
                assertThat(read(answer)).isEqualTo("1000000");
            }
        }

        @Test
        void areReadEvenIfTheServerHangsUpOnTheRequest() throws IOException {
            // the answer is there before the server closes, so it is whole in this machine's buffers
            try (RawServer server = new RawServer(visit -> {
                visit.head();
                visit.say("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno");
            })) {
                WireResponse answer = client.send(to(server), request("PUT", endless()), waiting(PATIENT));
                assertThat(answer.status()).isEqualTo(401);
            }
        }

        @Test
        void toOneRequestAreNotTakenForThoseToAnother() throws IOException {
            try (RawServer server = new RawServer(visit -> {
                visit.head();
                visit.say("HTTP/1.1 204 No Content\r\nContent-Length: 30\r\n\r\n");
                visit.say("HTTP/1.1 200 OK\r\n\r\nsmuggled");
                visit.head();
            })) {
                ask(server, get());
                assertThat(client.kept()).isZero();
            }
        }
    }

    @Nested
    class Limits {
        @Test
        void endAnEndlessHeadLine() throws IOException {
            try (RawServer server = new RawServer(visit -> {
                visit.head();
                visit.say("HTTP/1.1 200 OK\r\nA: ");
                while (true) {
                    visit.say("x".repeat(1000));
                }
            })) {
                assertFails(Kind.HEAD_TOO_LARGE, () -> ask(server, get()));
            }
        }

        @Test
        void endAnEndlessNumberOfFieldsAndOfInterimAnswers() throws IOException {
            for (String again : List.of("A: 1\r\n", "\r\nHTTP/1.1 100 Continue\r\n")) {
                try (RawServer server = new RawServer(visit -> {
                    visit.head();
                    visit.say("HTTP/1.1 100 Continue\r\n");
                    while (true) {
                        visit.say(again);
                    }
                })) {
                    assertFails(Kind.HEAD_TOO_LARGE, () -> ask(server, get()));
                }
            }
        }
    }

    @Nested
    class Waiting {
        private volatile int port;

        private RawServer saying(String raw) throws IOException {
            return new RawServer(visit -> {
                visit.head();
                visit.say(raw);
                visit.in().read();
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nA"})
        void forAHeadEndsInTime(String start) throws IOException {
            Waits waits = new Waits(LONG, SHORT, LONG, LONG, LONG);
            try (RawServer server = saying(start)) {
                assertFails(Kind.READ_TIMEOUT, () -> client.send(to(server), get(), waiting(waits)));
            }
        }

        @Test
        void forABodyEndsInTime() throws IOException {
            Waits waits = new Waits(LONG, SHORT, LONG, LONG, LONG);
            try (RawServer server = saying("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")) {
                WireResponse answer = client.send(to(server), get(), waiting(waits));
                assertFails(Kind.READ_TIMEOUT, () -> read(answer));
            }
        }

        @Test
        void forAConnectionEndsInTime() throws IOException {
            try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                Waits waits = new Waits(SHORT, LONG, LONG, LONG, LONG);
                List<Socket> fill = new ArrayList<>();
                try {
                    for (int i = 0; i < 3; i++) {
                        Socket socket = new Socket();
                        fill.add(socket);
                        try {
                            socket.connect(full.getLocalSocketAddress(), 200);
                        } catch (SocketTimeoutException e) {
                            break;
                        }
                    }
                    assertFails(
                            Kind.CONNECT_TIMEOUT, () -> client.send(to(full.getLocalPort()), get(), waiting(waits)));
                } finally {
                    for (Socket socket : fill) {
                        socket.close();
                    }
                }
            }
        }

        @Test
        void forRoomToSendEndsInTime() throws IOException {
            Waits waits = new Waits(LONG, LONG, SHORT, LONG, LONG);
            CountDownLatch over = new CountDownLatch(1);
            try (RawServer server = new RawServer(visit -> {
                visit.head();
                over.await();
            })) {
                assertFails(
                        Kind.WRITE_TIMEOUT, () -> client.send(to(server), request("POST", endless()), waiting(waits)));
            } finally {
                over.countDown();
            }
        }

        @Test
        void inAllEndsADripThatEachReadIsContentWith() throws IOException {
            VirtualTime time = VirtualTime.create();
            Waits waits = new Waits(LONG, LONG, LONG, Duration.ofSeconds(60), LONG);
            try (RawServer server = new RawServer(visit -> {
                        visit.head();
                        visit.say("HTTP/1.1 200 OK\r\n\r\n");
                        while (true) {
                            time.advance(Duration.ofSeconds(1));
                            visit.say("x");
                        }
                    });
                    WireClient slow = new WireClient(time, Keep.DEFAULT, Resolver.SYSTEM)) {
                assertFails(Kind.DEADLINE, () -> read(slow.send(to(server), get(), waiting(waits))));
            }
        }

        @Test
        void inAllEndsWhateverItIsWaitingFor() throws IOException {
            Waits waits = new Waits(LONG, LONG, LONG, SHORT, LONG);
            CountDownLatch over = new CountDownLatch(1);
            try (RawServer server = new RawServer(visit -> {
                visit.head();
                over.await();
            })) {
                assertFails(Kind.DEADLINE, () -> client.send(to(server), get(), waiting(waits)));
                assertFails(Kind.DEADLINE, () -> client.send(to(server), request("POST", endless()), waiting(waits)));
            } finally {
                over.countDown();
            }
        }

        @Test
        void endsWithAnInterruptWhichIsNotLost() throws Exception {
            AtomicReference<Object> seen = new AtomicReference<>();
            Thread asking = new Thread(() -> {
                try {
                    client.send(to(port), get(), waiting(PATIENT));
                } catch (WireException e) {
                    seen.set(List.of(e.kind(), Thread.currentThread().isInterrupted()));
                }
            });
            try (RawServer server = new RawServer(visit -> {
                visit.head();
                asking.interrupt();
                visit.in().read();
            })) {
                port = server.port();
                asking.start();
                asking.join();
            }
            assertThat(seen.get()).isEqualTo(List.of(Kind.INTERRUPTED, true));
        }

        @Test
        void endsWhenTheRequestIsTakenBack() throws IOException {
            AtomicReference<Runnable> cancel = new AtomicReference<>();
            try (RawServer server = new RawServer(visit -> {
                visit.head();
                cancel.get().run();
                visit.in().read();
            })) {
                assertFails(
                        Kind.CANCELLED,
                        () -> client.send(to(server), get(), options(PATIENT, any -> true, cancel::set)));
            }
        }

        @Test
        void doesNotBeginIfTheRequestWasTakenBackBefore() throws IOException {
            try (RawServer server = keeping()) {
                assertFails(
                        Kind.CANCELLED,
                        () -> client.send(to(server), get(), options(PATIENT, any -> true, Runnable::run)));
                assertThat(server.heads()).isEmpty();
            }
        }

        @Test
        void isNotDisturbedByTakingBackWhatIsOver() throws IOException {
            AtomicReference<Runnable> cancel = new AtomicReference<>();
            try (RawServer server = keeping()) {
                read(client.send(to(server), get(), options(PATIENT, any -> true, cancel::set)));
                cancel.get().run();
                assertThat(ask(server, get())).isEqualTo("ok");
                assertThat(server.visits()).isEqualTo(1);
            }
        }
    }

    @Nested
    class Addresses {
        private final InetAddress here = InetAddress.getLoopbackAddress();

        private WireClient resolving(InetAddress... found) {
            return new WireClient(Time.system(), Keep.DEFAULT, host -> {
                if (!host.equals("h.test")) {
                    throw new UnknownHostException(host);
                }
                return found;
            });
        }

        private Destination named(String host, RawServer server) {
            return new Destination(false, host, server.port(), null, TLS);
        }

        @Test
        void areTriedInOrder() throws IOException {
            InetAddress nobody = InetAddress.getByName("127.0.0.2");
            try (RawServer server = keeping();
                    WireClient two = resolving(nobody, here)) {
                assertThat(read(two.send(named("h.test", server), get(), waiting(PATIENT))))
                        .isEqualTo("ok");
            }
        }

        @Test
        void thatAreForbiddenAreNotConnectedTo() throws IOException {
            InetAddress other = InetAddress.getByName("127.0.0.2");
            try (RawServer server = keeping();
                    WireClient two = resolving(other, here)) {
                WireOptions notHere = options(PATIENT, address -> !address.equals(here), cancel -> {});
                assertFails(Kind.NO_CONNECTION, () -> two.send(named("h.test", server), get(), notHere));
                WireOptions nowhere = options(PATIENT, address -> false, cancel -> {});
                assertFails(Kind.ADDRESS_REFUSED, () -> two.send(named("h.test", server), get(), nowhere));
                assertThat(server.visits()).isZero();
            }
        }

        @Test
        void thatAreNotThereAreAnUnknownHost() throws IOException {
            try (RawServer server = keeping();
                    WireClient none = resolving()) {
                assertThatExceptionOfType(WireException.class)
                        .isThrownBy(() -> none.send(named("other.test", server), get(), waiting(PATIENT)))
                        .withMessage("no such host: other.test")
                        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_HOST));
            }
        }

        @Test
        void whereNobodyListensAreToldWithThePort() throws IOException {
            int free;
            try (ServerSocket socket = new ServerSocket(0, 1, here)) {
                free = socket.getLocalPort();
            }
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> client.send(to(free), get(), waiting(PATIENT)))
                    .withMessageContaining("127.0.0.1:" + free)
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NO_CONNECTION));
        }
    }

    /** More than any buffer holds, and it does not end before the connection does. */
    private static Body endless() {
        return Body.streaming(
                new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        return length;
                    }
                },
                OptionalLong.empty());
    }
}
