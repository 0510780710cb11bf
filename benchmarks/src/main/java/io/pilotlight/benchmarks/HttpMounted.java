package io.pilotlight.benchmarks;

import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpResponse;
import io.pilotlight.http.Session;
import io.pilotlight.server.HttpServer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A GET of a handler that is mounted on a session, beside the same handler on a port, asked by the same session. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HttpMounted {
    private static final Turns TURNS = new Turns(25, 200);

    /** Is made by JMH. */
    public HttpMounted() {}

    /** A handler in both places. */
    @State(Scope.Benchmark)
    public static class Site {
        private final HttpHandler handler = request -> HttpResponse.json(200, SmallAnswers.content(request.target()));
        private final HttpServer server = HttpServer.start(handler);
        private final Session session =
                Session.builder().mount("http://mounted/", handler).build();
        private final Questions mounted = new Questions("http://mounted", 1);
        private final Questions onPort = new Questions(server.uri().toString(), 1);

        /** Is made by JMH. */
        public Site() {}

        /** Closes both. */
        @TearDown
        public void close() {
            session.close();
            server.close();
        }

        private byte[] get(String url) {
            return session.get(url).content();
        }
    }

    /**
     * Lets the mounted handler and the one on a port take turns.
     *
     * @param site the handler
     * @param sides what they cost
     * @throws Exception if an answer was wrong
     */
    @Benchmark
    public void besideSocket(Site site, Sides sides) throws Exception {
        sides.show(TURNS.of(
                count -> site.mounted.askAll(site::get, count), count -> site.onPort.askAll(site::get, count)));
    }
}
