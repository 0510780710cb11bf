package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class Http2Test {
    private static final int THREADS = 8;

    @TempDir
    Path folder;

    private TlsServer server;
    private OkHttpTransport network;
    private Session session;

    @BeforeEach
    void start() throws IOException {
        server = new TlsServer(TlsServer.certificate().build(), true, false);
        network = new OkHttpTransport(Pool.of(THREADS), true);
        session = Session.builder()
                .environment(Map.of())
                .tls(Tls.trusting(TlsServer.authority(folder)))
                .mount("https://", network)
                .build();
    }

    @AfterEach
    void stop() {
        assertThat(network.permitsGiven()).isZero();
        session.close();
        server.close();
    }

    @Test
    void isSpokenToWhoKnowsIt() throws InterruptedException {
        Response response = session.post(
                server.url() + "a?b=c", r -> r.header("X-Case", "Yes").body("hello"));
        assertThat(response.version()).isEqualTo("HTTP/2");
        RecordedRequest seen = server.take();
        assertThat(seen.getVersion()).isEqualTo("HTTP/2");
        assertThat(seen.getTarget()).isEqualTo("/a?b=c");
        assertThat(seen.getBody().utf8()).isEqualTo("hello");
        assertThat(seen.getHeaders().get("x-case")).isEqualTo("Yes");
        assertThat(seen.getHeaders().get("connection")).isNull();
        assertThat(seen.getHeaders().get(":authority")).startsWith("127.0.0.1:");
    }

    @ParameterizedTest
    @CsvSource({"404, Not Found", "429, Too Many Requests", "599, ''"})
    void hasNoReasonPhrasesSoTheyComeFromATable(int status, String reason) {
        server.answer(request -> new MockResponse.Builder().code(status).build());
        Response response = session.get(server.url());
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.reason()).isEqualTo(reason);
    }

    @Test
    void canBeSwitchedOff() throws IOException {
        try (Session old = Session.builder()
                .http2(false)
                .tls(Tls.trusting(folder.resolve("ca.pem")))
                .build()) {
            assertThat(old.get(server.url()).version()).isEqualTo("HTTP/1.1");
        }
    }

    @Test
    void carriesEightThreadsOverOneConnection() throws Exception {
        session.get(server.url());
        CyclicBarrier all = new CyclicBarrier(THREADS);
        server.answer(request -> {
            await(all);
            return new MockResponse.Builder().body("for " + request.getTarget()).build();
        });
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String name = "" + i;
                answers.add(
                        threads.submit(() -> session.get(server.url() + name).text()));
            }
            for (int i = 0; i < THREADS; i++) {
                assertThat(answers.get(i).get()).isEqualTo("for /" + i);
            }
        } finally {
            threads.shutdownNow();
        }
        Set<Integer> connections = new HashSet<>();
        for (int i = 0; i <= THREADS; i++) {
            connections.add(server.take().getConnectionIndex());
        }
        assertThat(connections).hasSize(1);
    }

    @Test
    void anInterruptEndsOneRequestAndNotThoseBesideIt() throws Exception {
        CountDownLatch silent = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(2);
        server.answer(request -> {
            if (request.getTarget().equals("/warm")) {
                return new MockResponse.Builder().build();
            }
            asked.countDown();
            silent.await();
            return new MockResponse.Builder().body("late").build();
        });
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        session.get(server.url() + "warm"); // so that both are on one connection
        Thread one = new Thread(() -> thrown.set(catchThrowable(() -> session.get(server.url() + "one"))));
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            one.start();
            Future<String> second =
                    other.submit(() -> session.get(server.url() + "two").text());
            asked.await();
            one.interrupt();
            one.join();
            assertThat(thrown.get()).isInstanceOf(RequestInterruptedException.class);
            silent.countDown();
            assertThat(second.get()).isEqualTo("late");
        } finally {
            silent.countDown();
            other.shutdownNow();
        }
    }

    @Test
    void hasTheSameLimitsForHeads() {
        server.answer(request -> {
            MockResponse.Builder many = new MockResponse.Builder();
            for (int i = 0; i < 300; i++) {
                many.addHeader("x-" + i, "y");
            }
            return many.build();
        });
        assertThatThrownBy(() -> session.get(server.url()))
                .isInstanceOf(HeadersTooLargeException.class)
                .hasMessageContaining("256");
        server.answer(request -> new MockResponse.Builder()
                .addHeader("x-long", "y".repeat(300_000))
                .build());
        assertThatThrownBy(() -> session.get(server.url())).isInstanceOf(HeadersTooLargeException.class);
    }

    @Test
    void bodiesThatAreNotReadDoNotEndTheConnection() throws Exception {
        server.answer(
                request -> new MockResponse.Builder().body("x".repeat(1 << 20)).build());
        for (int i = 0; i < 3; i++) {
            try (StreamedResponse streamed = session.stream("GET", server.url())) {
                assertThat(streamed.stream().read()).isEqualTo('x');
            }
        }
        assertThat(session.get(server.url()).content()).hasSize(1 << 20);
        int first = server.take().getConnectionIndex();
        for (int i = 0; i < 3; i++) {
            assertThat(server.take().getConnectionIndex()).isEqualTo(first);
        }
    }

    private static void await(CyclicBarrier all) throws InterruptedException {
        try {
            all.await();
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
