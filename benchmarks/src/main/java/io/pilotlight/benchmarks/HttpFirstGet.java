package io.pilotlight.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The first request of a fresh Java virtual machine, the making of the client included, its start not. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HttpFirstGet {

    /** Is made by JMH. */
    public HttpFirstGet() {}

    /** The server. */
    @State(Scope.Benchmark)
    public static class Site {
        private final ResponderChild server = ResponderChild.start(ResponderChild.SMALL);

        /** Starts the server. */
        public Site() {}

        /**
         * Ends the server.
         *
         * @throws IOException if its pipe is broken
         */
        @TearDown
        public void close() throws IOException {
            server.close();
        }

        private double nanos(String who) throws IOException {
            Process process = new ProcessBuilder(
                            ResponderChild.java(List.of(), FirstGet.class, who + " " + server.url() + "/first"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Double.parseDouble(said);
        }
    }

    /**
     * Lets each ask once.
     *
     * @param site whom to ask
     * @param sides how long it took
     * @throws IOException if one cannot be started
     */
    @Benchmark
    public void first(Site site, Sides sides) throws IOException {
        sides.ours = site.nanos(FirstGet.OURS);
        sides.peer = site.nanos(FirstGet.OK_HTTP);
        sides.floor = site.nanos(FirstGet.JDK);
    }
}
