package io.pilotlight.benchmarks;

import io.pilotlight.benchmarks.Questions.Client;
import io.pilotlight.http.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The GET of {@link HttpSmallGet} by eight threads at once on one session; each asks for what no other asks for. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HttpTogether {
    private static final int CALLERS = 8;
    private static final int EACH = 100;
    private static final Turns TURNS = new Turns(12, CALLERS * EACH);

    /** Is made by JMH. */
    public HttpTogether() {}

    /** A server, a session, OkHttp, and those who ask. */
    @State(Scope.Benchmark)
    public static class Site {
        private final ResponderChild server = ResponderChild.start(ResponderChild.SMALL);
        private final Session session = Session.create();
        private final BareOkHttp okHttp = new BareOkHttp();
        private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        private final List<Questions> questions = IntStream.range(0, CALLERS)
                .mapToObj(caller -> new Questions(server.url(), caller))
                .toList();

        /** Starts the server. */
        public Site() {}

        /**
         * Ends the server.
         *
         * @throws IOException if its pipe is broken
         */
        @TearDown
        public void close() throws IOException {
            callers.shutdown();
            session.close();
            okHttp.close();
            server.close();
        }

        /** Lets all ask, and returns how many answers were wrong. */
        private int ask(Client client, int count) throws Exception {
            List<Callable<Integer>> all = new ArrayList<>();
            questions.forEach(its -> all.add(() -> its.ask(client, count / CALLERS)));
            int wrong = 0;
            for (Future<Integer> answers : callers.invokeAll(all)) {
                wrong += answers.get();
            }
            return wrong;
        }
    }

    /**
     * Lets a session and OkHttp take turns.
     *
     * @param site all that there is
     * @param sides what they cost, and how many answers were wrong
     * @throws Exception if an answer did not come
     */
    @Benchmark
    public void eightCallers(Site site, Sides sides) throws Exception {
        sides.show(TURNS.of(
                count ->
                        sides.oursWrong += site.ask(url -> site.session.get(url).content(), count),
                count -> sides.peerWrong += site.ask(site.okHttp::get, count)));
    }
}
