package io.pilotlight.env;

import io.pilotlight.env.child.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a Node.js what it is, in one process, unless it has answered before and is still the same. */
final class NodeQuery {
    static final String ADVICE = "Install Node.js 18 or later with npm, or name one by its path";

    private static final String MARK = "pilotlight-node";
    private static final String QUERY = "process.stdout.write(['" + MARK
            + "',process.versions.node,process.execPath,process.release.lts||''].join('\\0'))";

    /** Its last number changes with the question. */
    private static final String KIND = "node 1";

    private final Surroundings surroundings;
    private final SearchPath searchPath;

    NodeQuery(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.searchPath = new SearchPath(surroundings.variables());
    }

    NodeInterpreter ask(Path executable) {
        Path path = surroundings.folder().resolve(executable);
        InterpreterCache.Question question = new InterpreterCache.Question(KIND, path, "");
        Optional<Map<String, String>> known = surroundings.cache().recall(question);
        if (known.isPresent()) {
            return interpreter(path, known.get());
        }
        if (!Files.exists(path)) {
            throw new InterpreterException("There is no Node.js at " + path + ": no such file. " + ADVICE);
        }
        Witnesses witnesses = Witnesses.of(List.of(path));
        Map<String, String> answers = understood(path, answer(path));
        // a launcher, such as a shim, may start another one the next time
        if (isSameFile(path, Path.of(answers.getOrDefault("executable", "")))) {
            surroundings.cache().remember(question, answers, witnesses);
        }
        return interpreter(path, answers);
    }

    private Captured answer(Path path) {
        ProcessBuilder builder = new ProcessBuilder(List.of(path.toString(), "-e", QUERY));
        builder.environment().clear();
        builder.environment().putAll(surroundings.variables());
        builder.environment().remove("NODE_OPTIONS");
        try {
            return surroundings.ask().answer(builder);
        } catch (IOException e) {
            throw new InterpreterException(path + " cannot be run as Node.js (" + e.getMessage() + "). " + ADVICE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while asking " + path + " for its version", e);
        }
    }

    private static Map<String, String> understood(Path path, Captured captured) {
        if (captured.timedOut()) {
            throw new InterpreterException(path + " did not answer in time, and was ended: is it Node.js? " + ADVICE);
        }
        String[] fields = captured.output().split("\0", -1);
        if (captured.exitCode() != 0 || fields.length != 4 || !fields[0].equals(MARK)) {
            String said = captured.errors().strip().lines().findFirst().orElse("nothing");
            throw new InterpreterException(path + " is no Node.js: asked for its version, it ended with exit code "
                    + captured.exitCode() + " and said: " + said + ". " + ADVICE);
        }
        return Map.of("version", fields[1], "executable", fields[2], "line", fields[3]);
    }

    /** npm is looked up each time, which starts nothing: another may have come, and it may be gone. */
    private NodeInterpreter interpreter(Path path, Map<String, String> answers) {
        String version = answers.getOrDefault("version", "");
        NodeVersion number = NodeVersion.read(version)
                .orElseThrow(() -> new InterpreterException(
                        path + " says that its version is '" + version + "', which is none of Node.js. " + ADVICE));
        if (number.compareTo(NodeVersion.OLDEST) < 0) {
            throw new InterpreterException(path + " is Node.js " + version + ", which is too old. " + ADVICE);
        }
        Path real = Path.of(answers.getOrDefault("executable", ""));
        Path npm = npm(real)
                .orElseThrow(
                        () -> new InterpreterException("No npm was found beside " + real + " or on PATH. " + ADVICE));
        return new NodeInterpreter(real, version, npm, answers.getOrDefault("line", ""));
    }

    /** npm is a script of Node.js: beside its own Node.js, or where a link on PATH leads. */
    private Optional<Path> npm(Path node) {
        Path prefix = node.resolveSibling("..").normalize();
        Path beside = prefix.resolve("lib")
                .resolve("node_modules")
                .resolve("npm")
                .resolve("bin")
                .resolve("npm-cli.js");
        if (Files.isRegularFile(beside)) {
            return Optional.of(beside);
        }
        return searchPath.programs("npm").stream()
                .flatMap(program -> real(program).stream())
                .filter(program -> program.toString().endsWith(".js"))
                .findFirst();
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException brokenLink) {
            return Optional.empty();
        }
    }

    private static boolean isSameFile(Path left, Path right) {
        return real(left).isPresent() && real(left).equals(real(right));
    }
}
