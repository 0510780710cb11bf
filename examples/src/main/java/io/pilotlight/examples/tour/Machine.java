package io.pilotlight.examples.tour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the operating system says about this process. */
final class Machine {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final List<String> OURS =
            List.of("pilotlight-fn", "pilotlight-log", "pilotlight-run", "pilotlight-tim");

    private Machine() {}

    /** Counts the threads of the function runtime; without {@code /proc}, as the virtual machine knows them. */
    static long workerThreads() {
        return threadNames().stream()
                .filter(name -> OURS.stream().anyMatch(name::startsWith))
                .count();
    }

    /** Counts the processes that come from this one. */
    static long childProcesses() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .count();
    }

    private static List<String> threadNames() {
        if (!Files.isDirectory(THREADS)) {
            return Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .toList();
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.map(Machine::name).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }
}
