package io.pilotlight.env.child;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs to its end while the calling thread waits.
 *
 * <p>Its output goes to files, from which lines are handed over as they grow: no thread has to empty a pipe, so none is left
 * behind, and nothing that the program leaves running can hold one open. If the Java virtual machine ends first, so does
 * the program.
 */
public final class Foreground {
    private static final long LOOK_AFTER_MILLIS = 20;

    private final ProcessBuilder builder;
    private final Terms terms;
    private final Object starting = new Object();

    @GuardedBy("starting")
    private @Nullable Process started;

    @GuardedBy("starting")
    private boolean tooLate;

    /**
     * Describes a run.
     *
     * @param builder the program; its streams are set here
     * @param terms how it is run
     */
    public Foreground(ProcessBuilder builder, Terms terms) {
        this.builder = builder;
        this.terms = terms;
    }

    /**
     * How a program is run.
     *
     * @param attached whether it has this process's own streams, and so its terminal; nothing is captured then
     * @param input a file that it reads as its standard input, or null for an empty one
     * @param limit how long it may take, or null for as long as it likes
     * @param lines who is told each line, or null for nobody
     */
    public record Terms(
            boolean attached,
            @Nullable Path input,
            @Nullable Duration limit,
            @Nullable LineSink lines) {}

    /** Is told the lines of a program, on the thread that runs it. */
    @FunctionalInterface
    public interface LineSink {

        /**
         * Is called for each line.
         *
         * @param error whether it was written to standard error
         * @param text the line without its end
         */
        void line(boolean error, String text);
    }

    /**
     * Runs the program to its end.
     *
     * @return what it wrote, and its exit code
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the thread is interrupted; the program and those below it have been ended
     */
    public Captured run() throws IOException, InterruptedException {
        try {
            return runToTheEnd();
        } catch (ClosedByInterruptException e) {
            // the interrupt came while a file was read
            Thread.interrupted();
            throw new InterruptedException("interrupted while reading what a program wrote");
        }
    }

    private Captured runToTheEnd() throws IOException, InterruptedException {
        if (terms.attached) {
            return attend(builder.inheritIO(), List.of());
        }
        Path output = Files.createTempFile("pilotlight", ".out");
        Path errors = Files.createTempFile("pilotlight", ".err");
        try {
            builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
            List<GrowingLines> followed = new ArrayList<>();
            LineSink sink = terms.lines;
            if (sink != null) {
                followed.add(new GrowingLines(output, text -> sink.line(false, text)));
                followed.add(new GrowingLines(errors, text -> sink.line(true, text)));
            }
            Path input = terms.input;
            if (input != null) {
                builder.redirectInput(input.toFile());
            }
            Captured ended = attend(builder, followed);
            return new Captured(ended.exitCode(), text(output), text(errors), ended.timedOut());
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }

    /** The end of the virtual machine is watched for before there is a program: one cannot come between the two. */
    private Captured attend(ProcessBuilder program, List<GrowingLines> followed)
            throws IOException, InterruptedException {
        Thread ending = new Thread(this::endStarted, "pilotlight-child-end");
        addHook(ending);
        try {
            Process process = start(program);
            boolean ended = false;
            try {
                ended = await(process, followed);
                for (GrowingLines lines : followed) {
                    lines.last();
                }
            } finally {
                if (!ended) {
                    ProcessTree.end(process, false);
                }
            }
            return new Captured(ended ? process.exitValue() : -1, "", "", !ended);
        } finally {
            removeHook(ending);
        }
    }

    private Process start(ProcessBuilder program) throws IOException {
        Process process;
        synchronized (starting) {
            if (tooLate) {
                throw new IOException("the Java virtual machine is ending");
            }
            process = program.start();
            started = process;
        }
        if (!terms.attached && terms.input == null) {
            closeInput(process);
        }
        return process;
    }

    private void endStarted() {
        Process process;
        synchronized (starting) {
            tooLate = true;
            process = started;
        }
        if (process != null) {
            ProcessTree.endGently(process);
        }
    }

    private boolean await(Process process, List<GrowingLines> followed) throws IOException, InterruptedException {
        Duration limit = terms.limit;
        long begun = System.nanoTime();
        while (true) {
            long left = limit == null
                    ? Long.MAX_VALUE
                    : TimeUnit.NANOSECONDS.toMillis(limit.toNanos() - (System.nanoTime() - begun)) + 1;
            long wait = followed.isEmpty() ? left : Math.min(left, LOOK_AFTER_MILLIS);
            if (process.waitFor(wait, TimeUnit.MILLISECONDS)) {
                return true;
            }
            for (GrowingLines lines : followed) {
                lines.more();
            }
            if (limit != null && System.nanoTime() - begun >= limit.toNanos()) {
                return false;
            }
        }
    }

    private static void addHook(Thread hook) throws IOException {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            throw new IOException("the Java virtual machine is ending", endingAlready);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // the hook ends the program
        }
    }

    private static void closeInput(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // it ended without reading anything
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
