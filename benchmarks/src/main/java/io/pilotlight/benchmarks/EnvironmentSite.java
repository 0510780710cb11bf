package io.pilotlight.benchmarks;

import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.EnvOptions;
import io.pilotlight.env.Installer;
import io.pilotlight.env.PythonEnvironment;
import io.pilotlight.env.PythonInterpreter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * An interpreter, and a folder in which each environment has a name of its own. Nothing is removed meanwhile. Caches are
 * warm for everybody: each maker has made one environment of each kind before.
 */
@State(Scope.Benchmark)
public class EnvironmentSite {
    final PythonInterpreter python = PythonInterpreter.find();
    EnvBuilder plain = new EnvBuilder();
    EnvBuilder withPip = plain;
    EnvBuilder twentyPackages = plain;
    private Path requirements = Path.of("");
    private Path folder = Path.of("");
    private int made;

    /** Is made by JMH. */
    public EnvironmentSite() {}

    /**
     * Makes the folder and the builders.
     *
     * @throws IOException if it cannot be made
     */
    @Setup
    public void open() throws IOException {
        folder = Folder.fresh();
        requirements = Folder.with("twenty.txt").resolve("twenty.txt");
        plain = new EnvBuilder(options().withPip(false).build());
        withPip = new EnvBuilder(options().build());
        twentyPackages = new EnvBuilder(
                options().installer(Installer.PIP).requirements(requirements).build());
    }

    /** Returns a path at which nothing is yet. */
    Path next() {
        made++;
        return folder.resolve("env-" + made);
    }

    /** Returns the twenty packages. */
    Path requirements() {
        return requirements;
    }

    /** Returns an environment if it is there. */
    PythonEnvironment checked(PythonEnvironment environment) {
        return Files.isExecutable(environment.interpreter()) ? environment : missing(environment.interpreter());
    }

    /** Runs a program to its end, with caches on the device of the environments, and returns what it was to make if it is there. */
    Path run(Path toBeMade, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .put("UV_CACHE_DIR", folder.resolveSibling("uv-cache").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException(command + " ended with exit code " + code);
        }
        return Files.exists(toBeMade) ? toBeMade : missing(toBeMade);
    }

    /** Returns a uv: the one on PATH, else one from the package index, in an environment of its own. */
    String uv() {
        for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path program = Path.of(place).resolve("uv");
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        EnvOptions withUv =
                options().installer(Installer.PIP).packages("uv==0.13.9").build();
        return new EnvBuilder(withUv)
                .create(folder.resolve("uv"))
                .directory()
                .resolve("bin")
                .resolve("uv")
                .toString();
    }

    /** Returns the words before a command's own. */
    List<String> words(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    private EnvOptions.Builder options() {
        return EnvBuilder.options().python(python.executable()).cache(folder.resolveSibling("cache"));
    }

    private static <T> T missing(Path path) {
        throw new IllegalStateException("Not made: " + path);
    }
}
