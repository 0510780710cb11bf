package io.pilotlight.benchmarks;

import io.pilotlight.core.http.Body;
import io.pilotlight.http.Session;
import io.pilotlight.http.StreamedResponse;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A body of 1 GiB, down and up, in a Java virtual machine whose heap is 64 MiB; beside it OkHttp, and bare sockets. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsPrepend = "-Xmx64m")
public class HttpLargeBodies {
    private static final int LENGTH = 1 << 30;
    /** A thing is a byte here: what is shown is bytes in a second. */
    private static final Turns TURN = new Turns(1, LENGTH);

    /** Is made by JMH. */
    public HttpLargeBodies() {}

    /** A server and the three who ask. */
    @State(Scope.Benchmark)
    public static class Site {
        private final ResponderChild server = ResponderChild.start(ResponderChild.LARGE);
        private final Session session = Session.create();
        private final BareOkHttp okHttp = new BareOkHttp();
        private final byte[] block = new byte[LargeAnswers.BLOCK];

        /** Starts the server. */
        public Site() {
            if (Runtime.getRuntime().maxMemory() > 64 << 20) {
                throw new IllegalStateException(
                        "The heap may grow to " + Runtime.getRuntime().maxMemory() + " bytes; 64 MiB are the point");
            }
        }

        /**
         * Ends the server.
         *
         * @throws IOException if its pipe is broken
         */
        @TearDown
        public void close() throws IOException {
            session.close();
            okHttp.close();
            server.close();
        }

        private void oursDown(int length) throws IOException {
            try (StreamedResponse response = session.stream("GET", server.url() + "/" + length)) {
                requireAll(length, LargeAnswers.take(response.stream(), length + 1L, block));
            }
        }

        private void okHttpDown(int length) throws IOException {
            requireAll(length, okHttp.down(server.url() + "/" + length, length, block));
        }

        private void socketDown(int length) throws IOException {
            requireAll(length, new BareSocket(server.port()).down(length, block));
        }

        private void oursUp(int length) {
            Body body = Body.streaming(new Nothings(length), OptionalLong.of(length));
            requireAll(
                    length,
                    session.post(server.url(), request -> request.body(body)).text());
        }

        private void okHttpUp(int length) throws IOException {
            requireAll(length, okHttp.up(server.url(), new Nothings(length), length));
        }

        private void socketUp(int length) throws IOException {
            requireAll(length, new BareSocket(server.port()).up(new Nothings(length), length, block));
        }

        private static void requireAll(int length, String taken) {
            requireAll(length, Long.parseLong(taken));
        }

        private static void requireAll(int length, long taken) {
            if (taken != length) {
                throw new IllegalStateException(taken + " of " + length + " bytes arrived");
            }
        }
    }

    /**
     * Streams a body down.
     *
     * @param site who asks
     * @param sides how many bytes come in a second
     * @throws Exception if the body is cut off
     */
    @Benchmark
    public void down(Site site, Sides sides) throws Exception {
        sides.show(TURN.of(site::oursDown, site::okHttpDown, site::socketDown));
    }

    /**
     * Streams a body up.
     *
     * @param site who sends
     * @param sides how many bytes go in a second
     * @throws Exception if the body is cut off
     */
    @Benchmark
    public void up(Site site, Sides sides) throws Exception {
        sides.show(TURN.of(site::oursUp, site::okHttpUp, site::socketUp));
    }
}
