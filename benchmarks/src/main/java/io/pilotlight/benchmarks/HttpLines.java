package io.pilotlight.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** The lines of the HTTP client. */
final class HttpLines {
    private static final Goal NONE = new Goal.None();

    private HttpLines() {}

    /** Returns them in the order of the table. */
    static List<Line> all() {
        return Stream.of(small(), together(), mounted(), large(), first())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Line> small() {
        Class<?> where = HttpSmallGet.class;
        return List.of(
                line(
                        "http.get",
                        rate(where, "besideOkHttp", "ours", ""),
                        rate(where, "besideOkHttp", "peer", "bare OkHttp, taking turns with ours: more is better"),
                        new Goal.RatioAtLeast(0.95)),
                line(
                        "http.get-cpu",
                        new Measure(where, "besideOkHttp", Quantity.TIME, "oursCpu", ""),
                        new Measure(
                                where, "besideOkHttp", Quantity.TIME, "peerCpu", "bare OkHttp: CPU time of the caller"),
                        NONE),
                line(
                        "http.get-bytes",
                        new Measure(where, "besideOkHttp", Quantity.BYTES, "oursBytes", ""),
                        new Measure(
                                where, "besideOkHttp", Quantity.BYTES, "peerBytes", "bare OkHttp: allocated for each"),
                        new Goal.RatioAtMost(1.2)),
                line(
                        "http.get-python",
                        rate(where, "besideRequests", "ours", ""),
                        rate(
                                where,
                                "besideRequests",
                                "peer",
                                "a session of Python's requests " + PythonRequests.VERSION + ": more is better"),
                        new Goal.RatioAtLeast(5)));
    }

    private static List<Line> together() {
        Class<?> where = HttpTogether.class;
        return List.of(
                new Line(
                        "http.get-8",
                        Cpus.ALL,
                        rate(where, "eightCallers", "ours", ""),
                        rate(where, "eightCallers", "peer", "bare OkHttp, 8 threads: more is better"),
                        new Goal.RatioAtLeast(0.95)),
                line(
                        "http.get-8-wrong",
                        new Measure(where, "eightCallers", Quantity.WRONG, "oursWrong", ""),
                        new Measure(
                                where, "eightCallers", Quantity.WRONG, "peerWrong", "bare OkHttp: answers to another"),
                        new Goal.OursAtMost(0, Quantity.WRONG)));
    }

    private static List<Line> mounted() {
        return List.of(line(
                "http.mounted",
                rate(HttpMounted.class, "besideSocket", "ours", ""),
                rate(
                        HttpMounted.class,
                        "besideSocket",
                        "peer",
                        "the same handler on a port, the same session: more is better"),
                new Goal.RatioAtLeast(20)));
    }

    private static List<Line> large() {
        return List.of(
                large("http.down", "down", "peer", "bare OkHttp, -Xmx64m: more is better"),
                large("http.down-floor", "down", "floor", "bare sockets"),
                large("http.up", "up", "peer", "bare OkHttp, -Xmx64m: more is better"),
                large("http.up-floor", "up", "floor", "bare sockets"));
    }

    private static Line large(String name, String method, String peer, String title) {
        Class<?> where = HttpLargeBodies.class;
        return new Line(
                name,
                Cpus.ALL,
                new Measure(where, method, Quantity.BANDWIDTH, "ours", ""),
                new Measure(where, method, Quantity.BANDWIDTH, peer, title),
                NONE);
    }

    private static List<Line> first() {
        return List.of(
                first("http.cold", "peer", "bare OkHttp: the first request of a JVM", new Goal.RatioAtMost(1.35)),
                first("http.cold-jdk", "floor", "java.net.http: the first request of a JVM", NONE));
    }

    private static Line first(String name, String peer, String title, Goal goal) {
        Class<?> where = HttpFirstGet.class;
        return line(
                name,
                new Measure(where, "first", Quantity.TIME, "ours", ""),
                new Measure(where, "first", Quantity.TIME, peer, title),
                goal);
    }

    private static Measure rate(Class<?> where, String method, String side, String title) {
        return new Measure(where, method, Quantity.RATE, side, title);
    }

    private static Line line(String name, Measure ours, Measure peer, Goal goal) {
        return new Line(name, Cpus.ANY, ours, peer, goal);
    }
}
