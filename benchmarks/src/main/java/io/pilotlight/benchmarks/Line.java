package io.pilotlight.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/**
 * One line of the table: what is ours, and what stands beside it.
 *
 * @param name what the line is chosen by
 * @param cpus where its figures mean something
 * @param ours the measure of Pilotlight
 * @param peer the measure of the peer or the floor
 * @param goal what the figures are to be
 */
record Line(String name, Cpus cpus, Measure ours, Measure peer, Goal goal) {
    private static final Goal NONE = new Goal.None();

    /** Returns every line, in the order of the table. */
    static List<Line> all() {
        return Stream.of(
                        inline(),
                        warm(),
                        cold(),
                        together(),
                        flat(),
                        heap(),
                        scenario(),
                        workers(),
                        environments(),
                        http())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Line> inline() {
        Class<?> where = InlineInvocation.class;
        return List.of(
                new Line(
                        "inline.reference",
                        Cpus.ANY,
                        Measure.time(where, "reference", ""),
                        Measure.time(where, "meteredCall", "direct call: semaphore, two looks at the clock"),
                        new Goal.RatioAtMost(4)),
                new Line(
                        "inline.json",
                        Cpus.ANY,
                        Measure.time(where, "json", ""),
                        Measure.time(where, "springCatalog", "Spring Cloud Function: a function of its catalog"),
                        new Goal.RatioAtMost(0.5)));
    }

    private static List<Line> warm() {
        Class<?> where = WarmInvocation.class;
        Measure raw = Measure.time(where, "rawEvent", "");
        Measure typed = Measure.time(where, "typedJson", "");
        Measure fixed = Measure.time(where, "fixedPool", "executor of 1 thread: submit and get");
        Measure cached = Measure.time(where, "cachedPool", "executor of 0 to 10 threads: submit and get");
        Measure json = Measure.time(where, "fixedPoolJson", "executor of 1 thread: the same JSON, submit and get");
        Measure floor = Measure.time(where, "meteredCall", "direct call: semaphore, two looks at the clock");
        return List.of(
                new Line("warm.raw", Cpus.ONE, raw, fixed, new Goal.RatioAtMost(1.3)),
                new Line("warm.raw-cached", Cpus.ONE, raw, cached, NONE),
                new Line("warm.json", Cpus.ONE, typed, json, NONE),
                new Line("warm.floor", Cpus.ONE, raw, floor, NONE));
    }

    private static List<Line> cold() {
        Class<?> where = ColdStart.class;
        Measure first = Measure.time(where, "firstInvocation", "");
        Measure thread = Measure.time(where, "newThread", "new thread: start and join");
        Measure pool = Measure.time(where, "emptyPool", "executor without threads: submit and get");
        Goal goal = new Goal.RatioAtMost(1.5);
        return List.of(
                new Line("cold.thread", Cpus.ONE, first, thread, goal),
                new Line("cold.pool", Cpus.ONE, first, pool, goal));
    }

    private static List<Line> together() {
        Class<?> where = CallersTogether.class;
        return List.of(new Line(
                "throughput.4",
                Cpus.ALL,
                new Measure(where, "pooled", Quantity.RATE, ""),
                new Measure(where, "fixedPool", Quantity.RATE, "executor of 4 threads, 4 callers: more is better"),
                new Goal.RatioAtLeast(0.8)));
    }

    private static List<Line> flat() {
        Class<?> where = OneOfMany.class;
        Measure inline = Measure.time(where, "inlineAlone", "the same function, the only one");
        Measure warm = Measure.time(where, "pooledAlone", "the same function, the only one");
        Measure cold = Measure.time(where, "coldAlone", "the same, the only function");
        Measure map = Measure.time(where, "meteredAny", "a map of 100,000 bare gates, random names");
        Measure inlineAny = Measure.time(where, "inlineAny", "");
        Goal goal = new Goal.RatioAtMost(1.1);
        return List.of(
                new Line("flat.inline", Cpus.ANY, Measure.time(where, "inlineSame", ""), inline, goal),
                new Line("flat.inline-any", Cpus.ANY, inlineAny, inline, goal),
                new Line("flat.inline-floor", Cpus.ANY, inlineAny, map, NONE),
                new Line("flat.pooled", Cpus.ONE, Measure.time(where, "pooledSame", ""), warm, goal),
                new Line("flat.pooled-any", Cpus.ONE, Measure.time(where, "coldAny", ""), cold, goal));
    }

    private static List<Line> heap() {
        Goal kibibyte = new Goal.OursAtMost(1024, Quantity.BYTES);
        Goal noThread = new Goal.OursAtMost(0, Quantity.THREADS);
        return List.of(
                heap("heap.function", "deployed", "pools", Quantity.BYTES, kibibyte),
                heap("heap.function-threads", "deployed", "pools", Quantity.THREADS, noThread),
                heap("heap.used", "usedOnce", "poolsUsedOnce", Quantity.BYTES, kibibyte),
                heap("heap.used-threads", "usedOnce", "poolsUsedOnce", Quantity.THREADS, noThread));
    }

    private static Line heap(String name, String ours, String peer, Quantity quantity, Goal goal) {
        return new Line(
                name,
                Cpus.ANY,
                new Measure(IdleHeap.class, ours, quantity, ""),
                new Measure(IdleHeap.class, peer, quantity, "executor of 0 to 10 threads, without a queue"),
                goal);
    }

    private static List<Line> scenario() {
        Class<?> where = SixHours.class;
        return List.of(new Line(
                "scenario.six-hours",
                Cpus.ANY,
                Measure.time(where, "scenario", ""),
                Measure.time(where, "clockAlone", "as many actions on the same virtual time, without a runtime"),
                new Goal.OursAtMost(100e6, Quantity.TIME)));
    }

    private static List<Line> workers() {
        Class<?> where = WorkerRoundTrip.class;
        Measure pythonRaw = Measure.time(where, "pythonRaw", "");
        Measure pythonJson = Measure.time(where, "pythonJson", "");
        Measure python = Measure.time(where, "pythonPipe", "bare pipes, Python echoes bytes");
        Measure pythonReads = Measure.time(where, "pythonPipeJson", "bare pipes, Python reads and writes JSON");
        Measure nodeRaw = Measure.time(where, "nodeRaw", "");
        Measure nodeJson = Measure.time(where, "nodeJson", "");
        Measure node = Measure.time(where, "nodePipe", "bare pipes, Node.js echoes bytes");
        Measure nodeReads = Measure.time(where, "nodePipeJson", "bare pipes, Node.js reads and writes JSON");
        return List.of(
                new Line("python.raw", Cpus.ONE, pythonRaw, python, NONE),
                new Line("python.json", Cpus.ONE, pythonJson, pythonReads, NONE),
                new Line("python.json-floor", Cpus.ONE, pythonJson, python, NONE),
                new Line("node.raw", Cpus.ONE, nodeRaw, node, NONE),
                new Line("node.json", Cpus.ONE, nodeJson, nodeReads, NONE),
                new Line("node.json-floor", Cpus.ONE, nodeJson, node, NONE));
    }

    private static List<Line> environments() {
        Class<?> where = EnvironmentCreation.class;
        Class<?> others = OtherMakers.class;
        Class<?> slow = OtherMakers.Slow.class;
        Measure plain = Measure.time(where, "plain", "");
        Measure pip = Measure.time(where, "withPip", "");
        Measure uv = Measure.time(others, "uvVenv", "uv venv --offline, as a process");
        Measure uvSeed = Measure.time(others, "uvVenvSeed", "uv venv --offline --seed, as a process");
        Measure venv = Measure.time(others, "venvWithoutPip", "python -m venv --without-pip");
        Measure venvPip = Measure.time(slow, "venv", "python -m venv");
        Measure pipItself = Measure.time(slow, "pip", "pip install alone, its cache warm");
        return List.of(
                new Line("env.plain-uv", Cpus.ANY, plain, uv, new Goal.RatioAtMost(0.2)),
                new Line("env.plain-venv", Cpus.ANY, plain, venv, new Goal.RatioAtMost(1.0 / 30)),
                new Line("env.pip-uv", Cpus.ANY, pip, uvSeed, new Goal.RatioAtMost(1)),
                new Line("env.pip-venv", Cpus.ANY, pip, venvPip, new Goal.RatioAtMost(1.0 / 40)),
                new Line(
                        "env.unchanged",
                        Cpus.ANY,
                        Measure.time(where, "unchanged", ""),
                        uv,
                        new Goal.OursAtMost(1e6, Quantity.TIME)),
                new Line(
                        "env.packages-pip",
                        Cpus.ANY,
                        Measure.time(where, "twentyPackages", ""),
                        pipItself,
                        new Goal.RatioAtMost(0.1)));
    }

    private static List<Line> http() {
        return HttpLines.all();
    }
}
