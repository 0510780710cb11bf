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
        return """
                machine: %s, %s %s; load %.1f
                CPUs:    %s
                JVM:     %s %s, %s; %s
                others:  Python %s; Node.js %s""".formatted(
                        processor(),
                        property("os.name"),
                        property("os.version"),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                        pinning(),
                        property("java.vm.name"),
                        property("java.vm.version"),
                        property("java.vendor"),
                        collectors(),
                        python(),
                        node());
    }

    /** Returns how many CPUs this process may use. */
    static int cpus() {
        return Runtime.getRuntime().availableProcessors();
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
                : line.name().startsWith("python.")
                                || line.name().startsWith("env.")
                                || line.name().endsWith("-python")
                        ? python()
                        : "";
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

    private static String pinning() {
        String allowed = inFile("/proc/self/status", "Cpus_allowed_list:");
        String online = inFile("/sys/devices/system/cpu/online", "");
        return cpus() + (allowed.equals(online) ? ", not pinned" : ", pinned to " + allowed + " of " + online);
    }

    /** Returns what stands after a label in a file of Linux; empty elsewhere. */
    private static String inFile(String file, String label) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(label))
                    .map(line -> line.substring(label.length()).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException notLinux) {
            return "";
        }
    }

    private static String processor() {
        String found = inFile("/proc/cpuinfo", "model name");
        return found.isEmpty() ? property("os.arch") : found.replaceFirst("^:\\s*", "");
    }
}
