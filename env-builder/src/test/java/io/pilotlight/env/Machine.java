package io.pilotlight.env;

import io.pilotlight.env.cache.CacheFolder;
import io.pilotlight.env.child.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A machine in a folder, for tests: what is on its PATH, under its pyenv and in its cache, and what was started on it. */
final class Machine {
    final List<String> started = new CopyOnWriteArrayList<>();
    final Map<String, String> variables = new HashMap<>();
    private final Path folder;
    private final Duration limit;
    private InterpreterCache cache = InterpreterCache.inMemory();
    private Path current;

    Machine(Path folder) {
        this(folder, Duration.ofSeconds(60));
    }

    Machine(Path folder, Duration limit) {
        this.folder = folder;
        this.limit = limit;
        this.current = folder;
        variables.put("PATH", folder.resolve("bin") + ":" + folder.resolve("none"));
        variables.put("HOME", folder.resolve("home").toString());
        variables.put("PYENV_ROOT", folder.resolve("pyenv").toString());
    }

    Surroundings surroundings() {
        return new Surroundings(variables, current, cache, program -> {
            started.add(program.command().get(0));
            return Children.capture(program, limit);
        });
    }

    NodeFinder nodes() {
        return new NodeFinder(surroundings());
    }

    PythonFinder pythons() {
        return new PythonFinder(surroundings());
    }

    /** Begins a new process, which knows nothing but what is in the cache folder. */
    Machine restarted() {
        cache = InterpreterCache.in(CacheFolder.at(folder.resolve("cache")));
        started.clear();
        return this;
    }

    Machine in(Path place) {
        current = place;
        return this;
    }

    Machine path(String... names) {
        variables.put(
                "PATH",
                String.join(
                        ":",
                        List.of(names).stream()
                                .map(name -> folder.resolve(name).toString())
                                .toList()));
        return this;
    }

    Path script(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/bash\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Puts a program that answers as a Python would, without one. */
    Path python(String name, String version, String... answers) throws IOException {
        Path file = folder.resolve(name);
        StringBuilder text = new StringBuilder("pilotlight-python\\000version=" + version);
        text.append("\\000implementation=cpython");
        text.append("\\000executable=")
                .append(file)
                .append("\\000base-executable=")
                .append(file);
        text.append("\\000real-executable=").append(file);
        for (String answer : answers) {
            text.append("\\000").append(answer);
        }
        return script(name, "printf '" + text + "'");
    }

    /** Puts a program that answers as a Node.js would, with a file for its npm. */
    Path node(String name, String version, String line) throws IOException {
        Path file = folder.resolve(name);
        Path npm = file.resolveSibling("../lib/node_modules/npm/bin/npm-cli.js").normalize();
        Files.createDirectories(npm.getParent());
        Files.writeString(npm, "");
        return script(name, "printf 'pilotlight-node\\000" + version + "\\000" + file + "\\000" + line + "'");
    }

    Path link(String name, Path target) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createSymbolicLink(file, target);
    }
}
