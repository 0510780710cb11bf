package io.pilotlight.benchmarks;

import io.pilotlight.core.PilotlightException;
import io.pilotlight.env.NodeInterpreter;
import io.pilotlight.env.PythonInterpreter;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the figures were measured on. */
final class Machine {
    private Machine() {}

    /** Describes it in a few lines. */
    static String describe() {
        int processors = Runtime.getRuntime().availableProcessors();
        return """
                machine: %s, %s %s; %d CPU%s to use%s; load %.1f
                JVM:     %s %s, %s; %s
                others:  Python %s; Node.js %s""".formatted(
                        processor(),
                        property("os.name"),
                        property("os.version"),
                        processors,
                        processors == 1 ? "" : "s",
                        processors == 1 ? " (pinned)" : "; for hand-offs, read also `taskset -c 0 java -jar ...`",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                        property("java.vm.name"),
                        property("java.vm.version"),
                        property("java.vendor"),
                        collectors(),
                        python(),
                        node());
    }

    /** Returns the version of the Python that is found, or why there is none. */
    static String python() {
        return orWhyNot(() -> PythonInterpreter.find().version());
    }

    /** Returns the version of the Node.js that is found, or why there is none. */
    static String node() {
        return orWhyNot(() -> NodeInterpreter.find().version());
    }

    /** Returns why the benchmarks of a line cannot run here; empty if they can. */
    static String missingFor(Line line) {
        String found = line.name().startsWith("node.")
                ? node()
                : line.name().startsWith("python.") || line.name().startsWith("env.") ? python() : "";
        return found.startsWith("none") ? found : "";
    }

    private static String orWhyNot(Supplier<String> version) {
        try {
            return version.get();
        } catch (PilotlightException e) {
            return "none: " + e.getMessage();
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "?");
    }

    private static String collectors() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .collect(Collectors.joining(", "));
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(property("os.arch"));
        } catch (IOException notLinux) {
            return property("os.arch");
        }
    }
}
