package io.pilotlight.benchmarks;

import io.pilotlight.http.Session;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A GET of about a hundred bytes of JSON on a connection that is there, from one caller, each answer compared byte by byte.
 *
 * <p>The sides take turns in one process, with one server, which is another process. The counters are what is of interest.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HttpSmallGet {
    private static final Turns TURNS = new Turns(25, 200);
    /** Python needs its time. */
    private static final Turns FEWER_TURNS = new Turns(10, 100);

    /** Is made by JMH. */
    public HttpSmallGet() {}

    /** A server, a session, and what they are asked. */
    @State(Scope.Benchmark)
    public static class Site {
        private final ResponderChild server = ResponderChild.start(ResponderChild.SMALL);
        private final Session session = Session.create();
        private final Questions questions = new Questions(server.url(), 1);

        /** Starts the server. */
        public Site() {}

        /**
         * Ends the server.
         *
         * @throws IOException if its pipe is broken
         */
        @TearDown
        public void close() throws IOException {
            session.close();
            server.close();
        }

        void ours(int count) throws Exception {
            questions.askAll(url -> session.get(url).content(), count);
        }
    }

    /** OkHttp. */
    @State(Scope.Benchmark)
    public static class OkHttp {
        private final BareOkHttp client = new BareOkHttp();

        /** Is made by JMH. */
        public OkHttp() {}

        /** Closes its connections. */
        @TearDown
        public void close() {
            client.close();
        }
    }

    /** Python's requests, in an environment that our builder makes. */
    @State(Scope.Benchmark)
    public static class Requests {
        private PythonRequests python = PythonRequests.NONE;

        /** Is made by JMH. */
        public Requests() {}

        /**
         * Makes the environment, and starts Python.
         *
         * @param site the server
         * @throws IOException if Python cannot be started
         */
        @Setup
        public void start(Site site) throws IOException {
            python = PythonRequests.start(site.server.url());
        }

        /**
         * Ends Python.
         *
         * @throws IOException if its pipe is broken
         */
        @TearDown
        public void close() throws IOException {
            python.close();
        }
    }

    /**
     * Lets a session and OkHttp take turns.
     *
     * @param site the server and the session
     * @param okHttp the peer
     * @param sides what they cost
     * @throws Exception if an answer was wrong
     */
    @Benchmark
    public void besideOkHttp(Site site, OkHttp okHttp, Sides sides) throws Exception {
        sides.show(TURNS.of(site::ours, count -> site.questions.askAll(okHttp.client::get, count)));
    }

    /**
     * Lets a session and Python's requests take turns.
     *
     * @param site the server and the session
     * @param requests the peer
     * @param sides what they cost
     * @throws Exception if an answer was wrong
     */
    @Benchmark
    public void besideRequests(Site site, Requests requests, Sides sides) throws Exception {
        sides.show(FEWER_TURNS.of(site::ours, requests.python::ask));
    }
}
