package io.pilotlight.env;

import io.pilotlight.env.child.Captured;
import io.pilotlight.env.child.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Looks for Node.js with its npm. */
final class NodeFinder {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int OLDEST = 18;
    private static final String QUERY =
            "process.stdout.write(['pilotlight-node',process.versions.node,process.execPath].join('\\0'))";
    private static final String ADVICE = "Install Node.js 18 or later with npm, or name one by its path";

    /** What programs answered: they are the machine's, so the whole process shares it. */
    private static final ConcurrentMap<Identity, NodeInterpreter> KNOWN = new ConcurrentHashMap<>();

    private final Map<String, String> environment;
    private final SearchPath searchPath;
    private final Duration limit;

    NodeFinder(Map<String, String> environment, Duration limit) {
        this.environment = environment;
        this.searchPath = new SearchPath(environment);
        this.limit = limit;
    }

    private record Identity(Path path, long size, FileTime modified, String searchPath) {}

    static NodeFinder system() {
        return new NodeFinder(System.getenv(), LIMIT);
    }

    NodeInterpreter find() {
        List<Path> programs = searchPath.programs("node");
        if (programs.isEmpty()) {
            throw new InterpreterException("No Node.js was found on PATH. " + ADVICE);
        }
        return at(programs.get(0));
    }

    NodeInterpreter at(Path executable) {
        Path path = executable.toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new InterpreterException("There is no Node.js at " + path + ": no such file. " + ADVICE);
        }
        Identity identity = identity(path);
        NodeInterpreter known = KNOWN.get(identity);
        if (known == null) {
            known = understood(path, answer(path));
            if (sameFile(path, known.executable())) {
                KNOWN.put(identity, known);
            }
        }
        return known;
    }

    private Identity identity(Path path) {
        try {
            return new Identity(
                    path, Files.size(path), Files.getLastModifiedTime(path), environment.getOrDefault("PATH", ""));
        } catch (IOException e) {
            throw new InterpreterException(path + " cannot be read: " + e.getMessage() + ". " + ADVICE, e);
        }
    }

    private Captured answer(Path path) {
        ProcessBuilder builder = new ProcessBuilder(List.of(path.toString(), "-e", QUERY));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().remove("NODE_OPTIONS");
        try {
            return Children.capture(builder, limit);
        } catch (IOException e) {
            throw new InterpreterException(path + " cannot be run as Node.js (" + e.getMessage() + "). " + ADVICE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while asking " + path + " for its version", e);
        }
    }

    private NodeInterpreter understood(Path path, Captured captured) {
        if (captured.timedOut()) {
            throw new InterpreterException(path + " did not answer in time, and was ended: is it Node.js? " + ADVICE);
        }
        String[] fields = captured.output().split("\0", -1);
        if (captured.exitCode() != 0 || fields.length != 3 || !fields[0].equals("pilotlight-node")) {
            String said = captured.errors().strip().lines().findFirst().orElse("nothing");
            throw new InterpreterException(path + " is no Node.js: asked for its version, it ended with exit code "
                    + captured.exitCode() + " and said: " + said + ". " + ADVICE);
        }
        if (Integer.parseInt(fields[1].split("\\.", -1)[0]) < OLDEST) {
            throw new InterpreterException(path + " is Node.js " + fields[1] + ", which is too old. " + ADVICE);
        }
        Path real = Path.of(fields[2]);
        Path npm = npm(real)
                .orElseThrow(
                        () -> new InterpreterException("No npm was found beside " + real + " or on PATH. " + ADVICE));
        return new NodeInterpreter(real, fields[1], npm);
    }

    /** npm is a script of Node.js: beside its own Node.js, or where a link on PATH leads. */
    private Optional<Path> npm(Path node) {
        Path prefix = node.resolveSibling("..").normalize();
        Path beside = prefix.resolve(Path.of("lib", "node_modules", "npm", "bin", "npm-cli.js"));
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

    private static boolean sameFile(Path left, Path right) {
        try {
            return Files.isSameFile(left, right);
        } catch (IOException gone) {
            return false;
        }
    }
}
