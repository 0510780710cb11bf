package io.pilotlight.env.child;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The programs that one piece of work has started; closing ends those that still run, with the programs below them.
 *
 * <p>{@link #close} may be called from any thread. A program that is started after it ends at once.
 */
public final class Children implements AutoCloseable {
    private static final int LINES_AHEAD = 256;
    private static final long LOOK_AFTER_MILLIS = 100;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Process, Boolean> running = new HashMap<>();

    @GuardedBy("lock")
    private boolean closed;

    /** Makes an empty set of children. */
    public Children() {}

    /**
     * Runs a program to its end and hands over its lines, both streams merged, on the calling thread.
     *
     * @param builder the program; its streams are set here
     * @param lifeline whether the program's standard input stays open while this process lives, for programs that watch
     *     it and end when it closes; otherwise the input is empty
     * @param lines what to do with each line
     * @return the exit code
     * @throws IOException if the program cannot be started
     * @throws InterruptedException if the thread is interrupted; the program and those below it have been ended
     */
    public int run(ProcessBuilder builder, boolean lifeline, Consumer<String> lines)
            throws IOException, InterruptedException {
        Process process = start(builder.redirectErrorStream(true), lifeline);
        BlockingQueue<Optional<String>> queue = new ArrayBlockingQueue<>(LINES_AHEAD);
        Thread reader = new Thread(() -> read(process, queue), "pilotlight-child-output");
        reader.setDaemon(true);
        reader.start();
        try {
            handOver(process, queue, lines);
            return process.waitFor();
        } finally {
            if (process.isAlive()) {
                ProcessTree.end(process, lifeline);
            }
            synchronized (lock) {
                running.remove(process);
            }
            reader.interrupt();
        }
    }

    /**
     * Asks a program something that it answers soon.
     *
     * @param builder the program; its streams are set here
     * @param limit how long it may take; then it is ended, with the programs below it
     * @return what it answered
     * @throws IOException if the program cannot be started
     * @throws InterruptedException if the thread is interrupted; the program and those below it have been ended
     */
    public static Captured capture(ProcessBuilder builder, Duration limit) throws IOException, InterruptedException {
        Path output = Files.createTempFile("pilotlight", ".out");
        Path errors = Files.createTempFile("pilotlight", ".err");
        try {
            // files need no thread to empty them, and no program can block on them
            Process process = builder.redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            boolean ended = false;
            try {
                process.getOutputStream().close();
                ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                if (!ended) {
                    ProcessTree.end(process, false);
                }
            }
            return new Captured(ended ? process.exitValue() : -1, text(output), text(errors), !ended);
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }

    @Override
    public void close() {
        endAll();
    }

    /** Ends the programs that still run, with the programs below them; those that are started later end at once. */
    public void endAll() {
        List<Map.Entry<Process, Boolean>> left;
        synchronized (lock) {
            closed = true;
            left = new ArrayList<>(Map.copyOf(running).entrySet());
        }
        left.forEach(child -> ProcessTree.end(child.getKey(), child.getValue()));
    }

    private Process start(ProcessBuilder builder, boolean lifeline) throws IOException {
        Process process = builder.start();
        boolean tooLate;
        synchronized (lock) {
            tooLate = closed;
            running.put(process, lifeline);
        }
        if (tooLate) {
            ProcessTree.end(process, lifeline);
        } else if (!lifeline) {
            process.getOutputStream().close();
        }
        return process;
    }

    private static void handOver(Process process, BlockingQueue<Optional<String>> queue, Consumer<String> lines)
            throws InterruptedException {
        boolean over = false;
        while (!over) {
            boolean ended = !process.isAlive();
            Optional<String> line = queue.poll(LOOK_AFTER_MILLIS, TimeUnit.MILLISECONDS);
            if (line == null) {
                // a program that it left behind may hold the pipe open: its own end is what counts
                over = ended;
            } else {
                over = line.isEmpty();
                line.ifPresent(lines);
            }
        }
    }

    private static void read(Process process, BlockingQueue<Optional<String>> queue) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                queue.put(Optional.of(line));
            }
            queue.put(Optional.empty());
        } catch (IOException pipeClosed) {
            queue.offer(Optional.empty());
        } catch (InterruptedException nobodyReadsOn) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
