package io.pilotlight.examples.proxy;

import io.pilotlight.env.PythonEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A proxy that is a program of its own, on a free port of loopback; ends when closed, and when this process does. */
final class RunningProxy implements AutoCloseable {
    private final Process process;
    private final int port;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private RunningProxy(Process process, int port) throws IOException, InterruptedException {
        this.process = process;
        this.port = port;
        Thread reading = new Thread(this::read, "proxy-lines");
        reading.setDaemon(true);
        reading.start();
        awaitLine("listening");
    }

    /** Starts a program; {@code PORT} among its arguments stands for the port. */
    static RunningProxy start(PythonEnvironment python, String module, String... arguments)
            throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        Path keeper = Path.of("src/test/resources/proxy/kept.py").toAbsolutePath();
        List<String> command = new ArrayList<>(
                List.of(python.interpreter().toString(), "-B", "-u", keeper.toString(), "" + port, module));
        for (String argument : arguments) {
            command.add(argument.replace("PORT", "" + port));
        }
        return new RunningProxy(
                python.process(command).redirectErrorStream(true).start(), port);
    }

    int port() {
        return port;
    }

    /** Waits until the program has said something that holds a text; what it said before is forgotten. */
    String awaitLine(String part) throws IOException, InterruptedException {
        List<String> before = new ArrayList<>();
        while (true) {
            String line = lines.take();
            if (line.isEmpty()) {
                throw new IOException("The proxy ended; it said " + before);
            }
            if (line.contains(part)) {
                return line;
            }
            before.add(line);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        below.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
        below.forEach(child -> child.onExit().join());
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isEmpty()) {
                    lines.add(line);
                }
            }
        } catch (IOException closed) {
            // it was ended while it spoke
        }
        lines.add("");
    }
}
