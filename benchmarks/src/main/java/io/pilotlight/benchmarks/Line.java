package io.pilotlight.benchmarks;

import java.util.List;

/**
 * One line of the table: what is ours, and what stands beside it.
 *
 * @param name what the line is chosen by
 * @param ours the measure of Pilotlight
 * @param peer the measure of the peer or the floor
 */
record Line(String name, Measure ours, Measure peer) {
    private static final Measure RAW = new Measure(WarmInvocation.class, "rawEvent", "");
    private static final Measure TYPED = new Measure(WarmInvocation.class, "typedJson", "");
    private static final Measure COLD = new Measure(ColdStart.class, "firstInvocation", "");
    private static final Measure PYTHON_RAW = new Measure(WorkerRoundTrip.class, "pythonRaw", "");
    private static final Measure PYTHON_JSON = new Measure(WorkerRoundTrip.class, "pythonJson", "");
    private static final Measure NODE_RAW = new Measure(WorkerRoundTrip.class, "nodeRaw", "");
    private static final Measure NODE_JSON = new Measure(WorkerRoundTrip.class, "nodeJson", "");
    private static final Measure BUILDER = new Measure(EnvironmentCreation.class, "envBuilder", "");

    /** Returns every line, in the order of the table. */
    static List<Line> all() {
        return List.of(
                warm("warm.raw", RAW, "fixedPool", "executor of 1 thread: submit and get"),
                warm("warm.raw-cached", RAW, "cachedPool", "executor of 0 to 10 threads: submit and get"),
                warm("warm.json", TYPED, "fixedPoolJson", "executor of 1 thread: the same JSON, submit and get"),
                warm("warm.floor", RAW, "meteredCall", "direct call: semaphore, two looks at the clock"),
                cold("cold.thread", "newThread", "new thread: start and join"),
                cold("cold.pool", "emptyPool", "executor without threads: submit and get"),
                worker("python.raw", PYTHON_RAW, "pythonPipe", "bare pipes, Python echoes bytes"),
                worker("python.json", PYTHON_JSON, "pythonPipeJson", "bare pipes, Python reads and writes JSON"),
                worker("python.json-floor", PYTHON_JSON, "pythonPipe", "bare pipes, Python echoes bytes"),
                worker("node.raw", NODE_RAW, "nodePipe", "bare pipes, Node.js echoes bytes"),
                worker("node.json", NODE_JSON, "nodePipeJson", "bare pipes, Node.js reads and writes JSON"),
                worker("node.json-floor", NODE_JSON, "nodePipe", "bare pipes, Node.js echoes bytes"),
                new Line(
                        "env.python",
                        BUILDER,
                        new Measure(EnvironmentCreation.class, "venv", "python -m venv --without-pip")));
    }

    private static Line warm(String name, Measure ours, String peer, String title) {
        return new Line(name, ours, new Measure(WarmInvocation.class, peer, title));
    }

    private static Line cold(String name, String peer, String title) {
        return new Line(name, COLD, new Measure(ColdStart.class, peer, title));
    }

    private static Line worker(String name, Measure ours, String peer, String title) {
        return new Line(name, ours, new Measure(WorkerRoundTrip.class, peer, title));
    }
}
