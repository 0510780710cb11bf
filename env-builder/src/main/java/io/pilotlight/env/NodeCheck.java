package io.pilotlight.env;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import io.pilotlight.env.Problem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks for what is wrong with a Node.js environment; starts no interpreter. */
final class NodeCheck {
    private final NodeEnvironment environment;
    private final Path programs;
    private final List<Problem> problems = new ArrayList<>();

    NodeCheck(NodeEnvironment environment) {
        this.environment = environment;
        this.programs = environment.directory().resolve("bin");
    }

    List<Problem> problems() {
        if (environment.version().isEmpty()) {
            add(Kind.CONFIGURATION, environment.directory().resolve(Receipt.FILE), "names no version of Node.js");
        }
        interpreter();
        if (isToHaveNpm()) {
            command("npm");
            command("npx");
        }
        activation();
        packages();
        return List.copyOf(problems);
    }

    private void interpreter() {
        Path node = environment.interpreter();
        if (Files.notExists(node, LinkOption.NOFOLLOW_LINKS)) {
            add(Kind.INTERPRETER, node, "is missing");
        } else if (!Files.exists(node)) {
            add(Kind.BASE, node, "leads nowhere: the Node.js of which this environment was made is gone");
        } else if (!Files.isExecutable(node)) {
            add(Kind.INTERPRETER, node, "cannot be run");
        }
    }

    /** The configuration names the npm, if one was wanted. */
    private boolean isToHaveNpm() {
        Path configuration = environment.directory().resolve("nodevenv.cfg");
        try {
            return !Files.isRegularFile(configuration)
                    || KeyValueFile.read(configuration).containsKey("npm");
        } catch (IOException unreadable) {
            return true;
        }
    }

    private void command(String name) {
        Path file = programs.resolve(name);
        if (!Files.isRegularFile(file)) {
            add(Kind.PROGRAM, file, "is missing");
        } else if (!Files.isExecutable(file)) {
            add(Kind.PROGRAM, file, "cannot be run");
        } else if (isOfAnotherPlace(file, "NPM_CONFIG_PREFIX")) {
            add(Kind.PROGRAM, file, "works on another place: the environment was moved");
        }
    }

    private void activation() {
        Path script = programs.resolve("activate");
        if (!Files.isRegularFile(script) || ShellScript.of(script).text().isBlank()) {
            add(Kind.ACTIVATION, script, "is missing");
        } else if (isOfAnotherPlace(script, "NODE_VIRTUAL_ENV")) {
            add(Kind.ACTIVATION, script, "is of another place: the environment was moved");
        }
    }

    private boolean isOfAnotherPlace(Path file, String variable) {
        List<String> places = ShellScript.of(file)
                .values(variable)
                .filter(value -> value.startsWith("/"))
                .toList();
        return !places.isEmpty()
                && places.stream().noneMatch(it -> PythonCheck.PlaceNames.isSame(it, environment.directory()));
    }

    /** npm keeps a list of what it has put into a folder, and beside it the list of what should be there. */
    private void packages() {
        Path lock = environment.directory().resolve("package-lock.json");
        if (!Files.isRegularFile(lock)) {
            return;
        }
        try {
            wanted(lock).forEach(this::compare);
        } catch (IOException | JsonException e) {
            add(Kind.METADATA, lock, "is damaged");
        }
    }

    private static Map<String, String> wanted(Path lock) throws IOException {
        Map<String, String> wanted = new TreeMap<>();
        Object packages =
                Json.standard().read(Files.readString(lock), Map.class).get("packages");
        if (packages instanceof Map<?, ?> entries) {
            entries.forEach((path, entry) -> {
                boolean counts = entry instanceof Map<?, ?> values
                        && !Boolean.TRUE.equals(values.get("optional"))
                        && !Boolean.TRUE.equals(values.get("devOptional"))
                        && !Boolean.TRUE.equals(values.get("peer"))
                        && !Boolean.TRUE.equals(values.get("link"));
                if (counts && path.toString().startsWith("node_modules/")) {
                    wanted.put(path.toString(), String.valueOf(((Map<?, ?>) entry).get("version")));
                }
            });
        }
        return wanted;
    }

    private void compare(String path, String version) {
        Path folder = environment.directory().resolve(path);
        Path file = folder.resolve("package.json");
        try {
            Object found =
                    Json.standard().read(Files.readString(file), Map.class).get("version");
            if (!version.equals(found)) {
                add(Kind.PACKAGE, folder, "is in version " + found + ", and package-lock.json asks for " + version);
            }
        } catch (IOException missing) {
            add(Files.isDirectory(folder) ? Kind.METADATA : Kind.PACKAGE, folder, "is missing, or has no package.json");
        } catch (JsonException e) {
            add(Kind.METADATA, file, "is damaged");
        }
    }

    private void add(Kind kind, Path path, String what) {
        problems.add(new Problem(kind, path, path + " " + what + ". Repair the environment, or make it anew"));
    }
}
