package io.pilotlight.examples.parity;

import io.pilotlight.core.json.Json;
import io.pilotlight.env.PythonEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The programs of one run, on loopback: httpbin, the recording server in front of it, and requests itself.
 *
 * <p>Each is started by keeper.py, which ends it when this process does, whatever way; closing ends what is left.
 */
final class Servers implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Listening at: (http://\\S+)");

    private final PythonEnvironment python;
    private final Path resources;
    private final List<Process> running = new ArrayList<>();
    private final String httpbin;

    /**
     * Starts httpbin, and waits until it listens.
     *
     * @param resources the folder of oracle.py and keeper.py
     */
    Servers(PythonEnvironment python, Path resources) throws IOException {
        this.python = python;
        this.resources = resources;
        this.httpbin = httpbin();
    }

    /** Starts a recording server that knows the canned answers of a case file. */
    Tap tap(Path cases) throws IOException {
        Process tap = start(List.of(oracle(), httpbin, "--serve", "0", "--cases", cases.toString()));
        String env = awaitLine(tap, line -> line.startsWith("{") ? line : "");
        return new Tap(Placeholders.of(Fields.of(Json.standard().read(env, Object.class))));
    }

    /** Starts requests on all cases. */
    Process requests(Path cases, Path lines) throws IOException {
        return start(List.of(oracle(), httpbin, "--cases", cases.toString(), "--out", lines.toString()));
    }

    @Override
    public void close() {
        for (Process process : running) {
            List<ProcessHandle> below = process.descendants().toList();
            process.destroy();
            below.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
            below.forEach(child -> child.onExit().join());
        }
    }

    private String httpbin() throws IOException {
        Process gunicorn = start(List.of(
                "-m", "gunicorn", "--worker-class", "gthread", "--threads", "8", "-b", "127.0.0.1:0", "httpbin:app"));
        return awaitLine(gunicorn, line -> {
            Matcher address = LISTENING.matcher(line);
            return address.find() ? address.group(1) : "";
        });
    }

    private String oracle() {
        return resources.resolve("oracle.py").toString();
    }

    private Process start(List<String> arguments) throws IOException {
        String program = python.interpreter().toString();
        List<String> command =
                new ArrayList<>(List.of(program, resources.resolve("keeper.py").toString(), program));
        command.addAll(arguments);
        ProcessBuilder builder = python.process(command).redirectErrorStream(true);
        builder.environment().put("PYTHONUNBUFFERED", "1");
        builder.environment().put("PYTHONUTF8", "1");
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().keySet().removeIf(name -> name.startsWith("GUNICORN"));
        Process process = builder.start();
        running.add(process);
        return process;
    }

    /** Reads lines until one has what is looked for, and goes on reading beside, so that the program never waits. */
    private static String awaitLine(Process process, Function<String, String> wanted) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder before = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String found = wanted.apply(line);
            if (!found.isEmpty()) {
                drainBeside(lines);
                return found;
            }
            before.append(line).append('\n');
        }
        throw new IOException("The program ended before it was ready; it said:\n" + before);
    }

    private static void drainBeside(BufferedReader lines) {
        Thread drain = new Thread(() -> {
            try (lines) {
                while (lines.readLine() != null) {
                    // only so that the pipe is never full
                }
            } catch (IOException ended) {
                throw new UncheckedIOException(ended);
            }
        });
        drain.setName("pilotlight-parity-drain");
        drain.setDaemon(true);
        drain.start();
    }
}
