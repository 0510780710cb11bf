package io.pilotlight.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpResponse;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpServerLifeTest {
    private static final HttpHandler HELLO = request -> HttpResponse.text(200, "hello");
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

    @Test
    void listensOnAFreeLoopbackPortAndSaysWhere() throws Exception {
        try (HttpServer server = HttpServer.start(HELLO)) {
            assertThat(server.uri()).isEqualTo(URI.create("http://127.0.0.1:" + server.port()));
            assertThat(server).hasToString("HttpServer[http://127.0.0.1:" + server.port() + "]");
            assertThat(RawClient.ask(server, GET)).endsWith("hello");
        }
    }

    @Test
    void saysHowToReachAServerOnEveryInterface() throws Exception {
        try (HttpServer server = HttpServer.builder(HELLO).host("0.0.0.0").start()) {
            assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
            assertThat(RawClient.ask(server, GET)).endsWith("hello");
        }
    }

    @Test
    void writesAnAddressOfSixInBrackets() throws Exception {
        InetAddress six = InetAddress.getByName("::1");
        assertThat(six).isInstanceOf(Inet6Address.class);
        assertThat(Listening.uri("::1", new InetSocketAddress(six, 80))).hasToString("http://[::1]:80");
        assertThat(Listening.uri("::", new InetSocketAddress(InetAddress.getByName("::"), 80)))
                .hasToString("http://[::1]:80");
    }

    @Test
    void namesHostAndPortWhenThePortIsInUse() {
        Set<String> before = threads();
        try (HttpServer first = HttpServer.start(HELLO)) {
            CannotListenException e = catchThrowableOfType(
                    CannotListenException.class,
                    () -> HttpServer.builder(HELLO).port(first.port()).start());
            assertThat(e).hasMessageContaining("127.0.0.1:" + first.port()).hasMessageContaining("in use; stop");
            assertThat(e.host()).isEqualTo("127.0.0.1");
            assertThat(e.port()).isEqualTo(first.port());
        }
        assertThat(threads()).isSubsetOf(before);
    }

    @Test
    void namesAnAddressThatIsNotThisMachines() {
        assertThatThrownBy(() -> HttpServer.builder(HELLO).host("192.0.2.1").start())
                .isInstanceOf(CannotListenException.class)
                .hasMessageContaining("take an address of this machine");
    }

    @Test
    void refusesOptionsOutOfRange() {
        List<HttpServer.Builder> wrong = List.of(
                HttpServer.builder(HELLO).port(65_536),
                HttpServer.builder(HELLO).port(-1),
                HttpServer.builder(HELLO).maxThreads(0),
                HttpServer.builder(HELLO).maxBody(-1),
                HttpServer.builder(HELLO).idleTimeout(Duration.ZERO),
                HttpServer.builder(HELLO).stopTimeout(Duration.ofSeconds(-1)),
                HttpServer.builder(HELLO).host(" "));
        assertThat(wrong).allSatisfy(builder -> assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Not a usable "));
    }

    @Test
    void runsOnDaemonsAndLeavesNoThreadBehind() throws Exception {
        Set<String> before = threads();
        HttpServer server = HttpServer.start(HELLO);
        RawClient.ask(server, GET);
        RawClient idle = new RawClient(server);
        idle.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").until("hello");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("pilotlight-http"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
        server.close();
        server.close();
        idle.close();
        assertThat(threads()).isSubsetOf(before);
        int port = server.port();
        assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(ConnectException.class);
    }

    @Test
    void keepsAProgramWaitingUntilItIsClosed() throws Exception {
        HttpServer server = HttpServer.start(HELLO);
        CountDownLatch over = new CountDownLatch(1);
        Thread program = new Thread(() -> {
            try {
                server.awaitClose();
                over.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        program.start();
        assertThat(RawClient.ask(server, GET)).endsWith("hello");
        assertThat(over.getCount()).isEqualTo(1);
        server.close();
        program.join();
        assertThat(over.getCount()).isZero();
    }

    @Test
    void letsARequestInFlightFinishWhenItStops() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        HttpServer server = HttpServer.start(request -> {
            inside.countDown();
            release.await();
            return HttpResponse.text(200, "finished");
        });
        Thread closer = new Thread(server::close, "closer");
        try (RawClient client = new RawClient(server)) {
            client.send(GET);
            inside.await();
            closer.start();
            awaitRefusal(server.port());
            release.countDown();
            assertThat(client.rest()).startsWith("HTTP/1.1 200 ").endsWith("finished");
        }
        closer.join();
    }

    @Test
    void interruptsWhatDoesNotFinishInTime() throws Exception {
        Set<String> before = threads();
        CountDownLatch inside = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch left = new CountDownLatch(1);
        HttpServer server = HttpServer.builder(request -> {
                    inside.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw e;
                    } finally {
                        left.countDown();
                    }
                    return HttpResponse.of(204);
                })
                .stopTimeout(Duration.ofMillis(50))
                .start();
        try (RawClient client = new RawClient(server)) {
            client.send(GET);
            inside.await();
            server.close();
            assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(interrupted).isTrue();
        }
        assertThat(threads()).isSubsetOf(before);
    }

    /** Returns once the port takes no more connections. */
    private static void awaitRefusal(int port) throws Exception {
        while (true) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write('x');
                Thread.onSpinWait();
            } catch (ConnectException e) {
                return;
            } catch (SocketException tornDown) {
                Thread.onSpinWait();
            }
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("pilotlight-http"))
                .collect(Collectors.toSet());
    }
}
