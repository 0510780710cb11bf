package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the Node.js that somebody asks for, with its npm, and says what was there instead if there is none. */
final class NodeFinder {
    private static final Set<String> VERSION_FILES = Set.of(".nvmrc", ".node-version");

    private final Surroundings surroundings;
    private final NodePlaces places;
    private final NodeQuery query;

    NodeFinder(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.places = new NodePlaces(surroundings);
        this.query = new NodeQuery(surroundings);
    }

    static NodeFinder system() {
        return new NodeFinder(Surroundings.system());
    }

    NodeInterpreter find() {
        return find(NodeRequest.ANY);
    }

    NodeInterpreter find(String spec) {
        NodeRequest request = NodeRequest.of(spec);
        try {
            return request.form() == RequestForm.PLACE ? at(Path.of(request.text())) : find(request);
        } catch (InvalidPathException e) {
            throw new OptionException("'" + request.text() + "' cannot be a path: " + e.getReason(), e);
        }
    }

    NodeInterpreter at(Path place) {
        Path path = surroundings.folder().resolve(place).normalize();
        if (Files.isDirectory(path)) {
            return query.ask(places.inFolder(path)
                    .orElseThrow(() -> new InterpreterException("There is no Node.js in the folder " + path
                            + ": it has no bin/node. Name an environment, the folder in which Node.js is installed, or"
                            + " its program")));
        }
        return VERSION_FILES.contains(String.valueOf(path.getFileName())) ? find(named(path)) : query.ask(path);
    }

    /** Reads what nvm and nodenv keep in a file: the first line that is no comment. */
    private static NodeRequest named(Path file) {
        try {
            return NodeRequest.of(Files.readAllLines(file).stream()
                    .map(line -> line.split("#", 2)[0].strip())
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElse(""));
        } catch (IOException e) {
            throw new InterpreterException(
                    file + " cannot be read: " + e.getMessage() + ". It should hold a version, such as 20.11", e);
        }
    }

    private NodeInterpreter find(NodeRequest request) {
        List<InterpreterException> refused = new ArrayList<>();
        boolean byName = request.form() == RequestForm.PROGRAM;
        List<Path> programs = new ArrayList<>(byName ? places.programs(request.text()) : places.candidates(request));
        if (byName) {
            places.inFolder(surroundings.folder().resolve(request.text())).ifPresent(programs::add);
        }
        return first(programs, it -> it.fits(request), refused).orElseThrow(() -> notFound(request, refused));
    }

    /** A program that is no usable Node.js is passed over: a later one may be. */
    private Optional<NodeInterpreter> first(
            List<Path> programs, Predicate<NodeInterpreter> wanted, List<InterpreterException> refused) {
        for (Path program : programs) {
            try {
                NodeInterpreter node = query.ask(program);
                if (wanted.test(node)) {
                    return Optional.of(node);
                }
            } catch (InterpreterException notThisOne) {
                refused.add(notThisOne);
            }
        }
        return Optional.empty();
    }

    private InterpreterException notFound(NodeRequest request, List<InterpreterException> refused) {
        Set<String> others = new LinkedHashSet<>();
        first(
                places.candidates(NodeRequest.ANY),
                node -> {
                    others.add(node.version() + " (" + node.executable() + ")");
                    return false;
                },
                new ArrayList<>());
        String what = request.form() == RequestForm.PROGRAM ? "named " + request.text() : request.text();
        return new InterpreterException(
                "No Node.js " + what + " was found " + places.description()
                        + (others.isEmpty() ? "" : ". Found instead: " + String.join(", ", others))
                        + (refused.isEmpty()
                                ? ""
                                : ". Passed over: " + refused.get(0).getMessage()) + ". "
                        + NodeQuery.ADVICE,
                refused.isEmpty() ? null : refused.get(0));
    }
}
