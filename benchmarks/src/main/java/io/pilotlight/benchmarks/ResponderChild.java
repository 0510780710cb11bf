package io.pilotlight.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link Responder} in a process of its own, started and ended by a benchmark. */
final class ResponderChild implements AutoCloseable {
    /** One thread for all connections, with answers of about a hundred bytes. */
    static final String SMALL = "small";
    /** A thread for each connection, with bodies of any length. */
    static final String LARGE = "large";

    private final Process process;
    private final int port;

    private ResponderChild(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a server, and waits until it listens. */
    static ResponderChild start(String kind) {
        try {
            return listening(kind);
        } catch (IOException e) {
            throw new UncheckedIOException("The server cannot be started", e);
        }
    }

    private static ResponderChild listening(String kind) throws IOException {
        Process process = new ProcessBuilder(java(List.of("-XX:TieredStopAtLevel=1"), Responder.class, kind))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String port = out.readLine();
        if (port == null) {
            throw new IllegalStateException("The server ended before it listened; what it said stands above");
        }
        return new ResponderChild(process, Integer.parseInt(port));
    }

    /** Returns the command that runs a class of this module in a small Java virtual machine. */
    static List<String> java(List<String> options, Class<?> main, String argument) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.addAll(List.of(main.getName(), argument));
        return command;
    }

    int port() {
        return port;
    }

    /** Returns where it is reached, without a slash at the end. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Hangs up, which ends the server. Does nothing when that was done. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
