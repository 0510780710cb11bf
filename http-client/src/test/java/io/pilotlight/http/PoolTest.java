package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PoolTest {
    private static final Timeouts IMPATIENT = Timeouts.DEFAULT.withPool(Duration.ofMillis(50));

    private final CountDownLatch testOver = new CountDownLatch(1);

    @AfterEach
    void end() {
        testOver.countDown();
    }

    private static Session over(OkHttpTransport network) {
        return Session.builder()
                .environment(Map.of())
                .timeouts(IMPATIENT)
                .mount("http://", network)
                .build();
    }

    private static PreparedRequest get(String url) {
        return new PreparedRequest("GET", url, HttpHeaders.empty(), Body.empty());
    }

    private TapServer silent(CountDownLatch asked) throws IOException {
        return new TapServer((request, out) -> {
            asked.countDown();
            testOver.await();
            return false;
        });
    }

    @ParameterizedTest
    @CsvSource({"0,1,1,PT1S", "1,0,1,PT1S", "1,1,-1,PT1S", "1,1,1,PT0S"})
    void refusesNumbersThatMakeNoSense(int perHost, int total, int idle, Duration idleTime) {
        assertThatThrownBy(() -> new Pool(perHost, total, idle, idleTime))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("take");
    }

    @Nested
    class WhoFindsNoPlace {
        @Test
        void isToldTheLimitAndHowManyAreUnderWay() throws IOException {
            OkHttpTransport network = new OkHttpTransport(Pool.of(2), true);
            try (TapServer server = TapServer.ok("hello");
                    TapServer other = TapServer.ok("other");
                    Session session = over(network);
                    StreamedResponse one = session.stream("GET", server.url("/"));
                    StreamedResponse two = session.stream("GET", server.url("/"))) {
                assertThat(one.head().status() + two.head().status()).isEqualTo(400);
                assertThatThrownBy(() -> session.get(server.url("/?secret")))
                        .isInstanceOf(PoolTimeoutException.class)
                        .hasMessageContaining("2 of 2 to that host")
                        .hasMessageContaining("2 of any number in all")
                        .hasMessageNotContaining("secret")
                        .matches(e -> ((RequestException) e).timedOut());
                assertThat(session.get(other.url("/")).text()).isEqualTo("other");
                one.stream().readAllBytes();
                assertThat(session.get(server.url("/")).text()).isEqualTo("hello");
            }
            assertThat(network.permitsGiven()).isZero();
        }

        @Test
        void mayMeetTheLimitOfAllHosts() throws IOException {
            OkHttpTransport network = new OkHttpTransport(new Pool(2, 2, 5, Duration.ofSeconds(9)), true);
            try (TapServer a = TapServer.ok("a");
                    TapServer b = TapServer.ok("b");
                    TapServer c = TapServer.ok("c");
                    Session session = over(network);
                    StreamedResponse one = session.stream("GET", a.url("/"));
                    StreamedResponse two = session.stream("GET", b.url("/"))) {
                assertThat(one.head().status() + two.head().status()).isEqualTo(400);
                assertThatThrownBy(() -> session.get(c.url("/")))
                        .isInstanceOf(PoolTimeoutException.class)
                        .hasMessageContaining("2 of 2 in all");
            }
            assertThat(network.permitsGiven()).isZero();
        }

        @Test
        void isNotKeptLongerThanTheWholeMayTake() throws IOException {
            OkHttpTransport network = new OkHttpTransport(Pool.of(1), true);
            try (TapServer server = TapServer.ok("hello");
                    Session session = over(network);
                    StreamedResponse open = session.stream("GET", server.url("/"))) {
                assertThat(open.head().ok()).isTrue();
                Timeouts short50 = Timeouts.DEFAULT.withTotal(Duration.ofMillis(50));
                assertThatThrownBy(() -> session.get(server.url("/"), r -> r.timeouts(short50)))
                        .isInstanceOf(DeadlineExceededException.class);
            }
            assertThat(network.permitsGiven()).isZero();
        }

        @Test
        void isLetInWhenAPlaceIsFree() throws Exception {
            Permits permits = new Permits(Pool.of(1));
            SendOptions patient = SendOptions.DEFAULT;
            Permits.Permit first = permits.acquire(get("http://a/"), "http://a", patient);
            FutureTask<Permits.Permit> second =
                    new FutureTask<>(() -> permits.acquire(get("http://a/"), "http://a", patient));
            Thread waiting = new Thread(second);
            waiting.start();
            permits.acquire(get("http://b/"), "http://b", patient).release();
            assertThat(second.isDone()).isFalse();
            first.release();
            first.release();
            second.get().release();
            assertThat(permits.given()).isZero();
        }

        @Test
        void canBeInterruptedAndTakesNothingAlong() throws Exception {
            Permits permits = new Permits(Pool.of(1));
            Permits.Permit first = permits.acquire(get("http://a/"), "http://a", SendOptions.DEFAULT);
            AtomicBoolean stillSet = new AtomicBoolean();
            FutureTask<Throwable> second = new FutureTask<>(() -> {
                Thread.currentThread().interrupt();
                Throwable thrown =
                        catchThrowable(() -> permits.acquire(get("http://a/"), "http://a", SendOptions.DEFAULT));
                stillSet.set(Thread.currentThread().isInterrupted());
                return thrown;
            });
            new Thread(second).start();
            assertThat(second.get()).isInstanceOf(RequestInterruptedException.class);
            assertThat(stillSet).isTrue();
            first.release();
            assertThat(permits.given()).isZero();
        }

        @Test
        void canBeGivenUp() {
            Permits permits = new Permits(Pool.of(1));
            Permits.Permit first = permits.acquire(get("http://a/"), "http://a", SendOptions.DEFAULT);
            Cancellation cancellation = new Cancellation();
            cancellation.cancel();
            SendOptions options = withCancellation(cancellation);
            assertThatThrownBy(() -> permits.acquire(get("http://a/"), "http://a", options))
                    .isInstanceOf(RequestInterruptedException.class);
            first.release();
            assertThat(permits.given()).isZero();
        }
    }

    @Test
    void neverLetsMoreInThanItSays() throws Exception {
        Permits permits = new Permits(new Pool(2, 3, 1, Duration.ofSeconds(1)));
        AtomicInteger now = new AtomicInteger();
        AtomicBoolean broken = new AtomicBoolean();
        Thread[] threads = new Thread[8];
        for (int t = 0; t < threads.length; t++) {
            String host = "http://" + t % 3;
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    Permits.Permit permit = permits.acquire(get(host + "/"), host, SendOptions.DEFAULT);
                    broken.compareAndSet(false, now.incrementAndGet() > 3);
                    now.decrementAndGet();
                    permit.release();
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(broken).isFalse();
        assertThat(permits.given()).isZero();
    }

    @Test
    void aRequestThatIsGivenUpEndsAtOnceAndLeavesNothing() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        OkHttpTransport network = new OkHttpTransport(Pool.of(1), true);
        try (TapServer server = silent(asked)) {
            Cancellation cancellation = new Cancellation();
            FutureTask<Throwable> request = new FutureTask<>(
                    () -> catchThrowable(() -> network.send(get(server.url("/")), withCancellation(cancellation))));
            new Thread(request).start();
            asked.await();
            cancellation.cancel();
            assertThat(request.get()).isInstanceOf(RequestInterruptedException.class);
            assertThat(network.permitsGiven()).isZero();
            assertThat(network.connections()).isZero();
        } finally {
            network.close();
        }
    }

    @Test
    void keepsNoMoreIdleConnectionsThanItSays() throws IOException {
        OkHttpTransport network = new OkHttpTransport(new Pool(9, 9, 0, Duration.ofSeconds(9)), true);
        try (TapServer server = TapServer.ok("hello");
                Session session = over(network)) {
            session.get(server.url("/"));
            session.get(server.url("/"));
            assertThat(server.connections()).isEqualTo(2);
            assertThat(network.connections()).isZero();
        }
    }

    @Test
    void hasDaemonThreadsOnly() throws IOException {
        try (TapServer server = TapServer.ok("hello");
                Session session = Session.create()) {
            session.get(server.url("/"), r -> r.timeouts(Timeouts.DEFAULT.withTotal(Duration.ofSeconds(20))));
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("Ok"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }

    @Test
    void publicSuffixesAreKnown() {
        assertThat(OkHttpTransport.isPublicSuffix("com")).isTrue();
        assertThat(OkHttpTransport.isPublicSuffix("co.uk")).isTrue();
        assertThat(OkHttpTransport.isPublicSuffix("github.io")).isTrue();
        assertThat(OkHttpTransport.isPublicSuffix("example.co.uk")).isFalse();
        assertThat(OkHttpTransport.isPublicSuffix("127.0.0.1")).isFalse();
        assertThat(OkHttpTransport.isPublicSuffix("[::1]")).isFalse();
        assertThat(OkHttpTransport.isPublicSuffix("0.0.1")).isTrue();
        assertThat(OkHttpTransport.isPublicSuffix("not a host")).isTrue();
    }

    private static SendOptions withCancellation(Cancellation cancellation) {
        SendOptions some = SendOptions.DEFAULT;
        return new SendOptions(
                some.timeouts(), some.tls(), some.proxy(), some.limits(), some.addresses(), false, cancellation);
    }
}
