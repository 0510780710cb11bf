package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotlight.core.http.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever waits for the network can be interrupted; the timeouts, which are 30 seconds, are not what ends it. */
@Timeout(20)
class InterruptTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void letServersGo() {
        over.countDown();
    }

    /** The ways to the network. */
    enum Way {
        OKHTTP {
            @Override
            Session session() {
                return Session.builder().environment(Map.of()).build();
            }
        },
        OUR_OWN {
            @Override
            Session session() {
                return Session.builder()
                        .environment(Map.of())
                        .mount("http://", Transport.http1())
                        .build();
            }
        };

        abstract Session session();
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Takes one connection, does something with it, and keeps it open until the test is over. */
    private final class Server implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final CountDownLatch reached = new CountDownLatch(1);

        Server(Talk talk) throws IOException {
            Thread thread = new Thread(() -> {
                try (Socket socket = listening.accept()) {
                    talk.with(socket.getInputStream(), socket.getOutputStream());
                    reached.countDown();
                    over.await();
                } catch (IOException | InterruptedException e) {
                    reached.countDown();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        String url() {
            return "http://127.0.0.1:" + listening.getLocalPort() + "/";
        }

        @Override
        public void close() throws IOException {
            over.countDown();
            listening.close();
        }
    }

    private interface Talk {
        void with(InputStream in, OutputStream out) throws IOException;
    }

    private static void readHead(InputStream in) throws IOException {
        for (int matched = 0; matched < 4; ) {
            int next = in.read();
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
    }

    private static void assertInterruptEnds(Server server, Step step) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicBoolean stillSet = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowable(step::run));
            stillSet.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        server.reached.await();
        caller.interrupt();
        caller.join();
        assertThat(thrown.get()).isInstanceOf(RequestInterruptedException.class);
        assertThat(stillSet).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whoWaitsForAnAnswer(Way way) throws Exception {
        try (Session session = way.session();
                Server server = new Server((in, out) -> readHead(in))) {
            assertInterruptEnds(server, () -> session.get(server.url()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoWaitsForTheRestOfABody(Way way) throws Exception {
        try (Session session = way.session();
                Server server = new Server((in, out) -> {
                    readHead(in);
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".getBytes());
                })) {
            assertInterruptEnds(server, () -> session.get(server.url()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoStreamsABody(Way way) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (Session session = way.session();
                Server server = new Server((in, out) -> {
                    readHead(in);
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".getBytes());
                    awaitQuietly(begun);
                })) {
            assertInterruptEnds(server, () -> {
                try (StreamedResponse answer = session.stream("GET", server.url())) {
                    InputStream content = answer.stream();
                    assertThat(content.readNBytes(4)).hasSize(4);
                    begun.countDown();
                    assertThat(content.read()).isNegative();
                }
            });
        }
    }

    /** {@link InputStream#readNBytes(int)} asks for nothing once it has all. */
    @ParameterizedTest
    @EnumSource
    void whoReadsNothingDoesNotEvenWait(Way way) throws Exception {
        try (Session session = way.session();
                Server server = new Server((in, out) -> {
                    readHead(in);
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".getBytes());
                });
                StreamedResponse answer = session.stream("GET", server.url())) {
            assertThat(answer.stream().readNBytes(4)).isEqualTo("half".getBytes());
            assertThat(answer.stream().read(new byte[0])).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoSendsWhatIsNotTaken(Way way) throws Exception {
        try (Session session = way.session();
                Server server = new Server((in, out) -> readHead(in))) {
            assertInterruptEnds(
                    server,
                    () -> session.post(server.url(), r -> r.body(Body.streaming(endless(), OptionalLong.empty()))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoHasSentAFileAndWaitsForTheAnswer(Way way) throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[MEBIBYTE]);
        try (Session session = way.session();
                Server server = new Server((in, out) -> {
                    readHead(in);
                    in.readNBytes(MEBIBYTE);
                })) {
            Body body = Body.of(file);
            assertInterruptEnds(server, () -> session.put(server.url(), r -> r.body(body)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNextRequestOfThatThreadIsAsEver(Way way) throws Exception {
        try (Session session = way.session();
                Server silent = new Server((in, out) -> readHead(in));
                Server speaking = new Server((in, out) -> {
                    readHead(in);
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".getBytes());
                })) {
            assertInterruptEnds(silent, () -> {
                Throwable first = catchThrowable(() -> session.get(silent.url()));
                assertThat(Thread.interrupted()).isTrue();
                assertThat(session.get(speaking.url()).text()).isEqualTo("hi");
                Thread.currentThread().interrupt();
                throw (Exception) first;
            });
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return length;
            }
        };
    }
}
