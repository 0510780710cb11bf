package io.pilotlight.env;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the Python that somebody asks for, and says what was there instead if there is none. */
final class PythonFinder {
    private static final int SHOWN = 8;

    private final Surroundings surroundings;
    private final PythonPlaces places;
    private final PythonQuery query;

    PythonFinder(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.places = new PythonPlaces(surroundings);
        this.query = new PythonQuery(surroundings);
    }

    static PythonFinder system() {
        return new PythonFinder(Surroundings.system());
    }

    PythonInterpreter find() {
        return withProperties(PythonRequest.ANY);
    }

    PythonInterpreter find(String spec) {
        PythonRequest request = PythonRequest.of(spec);
        if (request.versions().areTooOld()) {
            throw new InterpreterException("Python " + request.text() + " is too old: ask for 3.8 or later");
        }
        return switch (request.form()) {
            case PLACE -> at(place(request));
            case PROGRAM -> named(request);
            case PROPERTIES -> withProperties(request);
        };
    }

    /** Returns each different one that fits, best first. */
    List<PythonInterpreter> findAll(String spec) {
        PythonRequest request = PythonRequest.of(spec);
        List<InterpreterException> refused = new ArrayList<>();
        return switch (request.form()) {
            case PLACE -> List.of(at(place(request)));
            case PROGRAM -> different(byName(request, refused));
            case PROPERTIES -> different(byProperties(request, refused));
        };
    }

    /** Returns each different one on the machine; those that are never found unless their kind is named come last. */
    List<PythonInterpreter> all() {
        List<InterpreterException> refused = new ArrayList<>();
        return different(Stream.of("", PythonRequest.PYPY, "graalpy")
                .map(name -> new PythonRequest(name, PythonRequest.Form.PROPERTIES, name, PythonVersions.ANY))
                .flatMap(request -> asked(places.candidates(request), refused)));
    }

    PythonInterpreter at(Path place) {
        Path path = surroundings.folder().resolve(place).normalize();
        if (Files.isDirectory(path)) {
            Path program = places.inFolder(path)
                    .orElseThrow(() -> new InterpreterException("There is no Python in the folder " + path
                            + ": it has neither bin/python3 nor bin/python. Name an environment, the folder in which a"
                            + " Python is installed, or its program"));
            return query.ask(program);
        }
        return query.ask(places.started(path).orElse(path));
    }

    private PythonInterpreter named(PythonRequest request) {
        List<InterpreterException> refused = new ArrayList<>();
        return byName(request, refused).findFirst().orElseThrow(() -> notFound(request, refused));
    }

    private PythonInterpreter withProperties(PythonRequest request) {
        List<InterpreterException> refused = new ArrayList<>();
        return byProperties(request, refused).findFirst().orElseThrow(() -> notFound(request, refused));
    }

    /** Those of the very name, then others that its version fits, or a folder that has the name. */
    private Stream<PythonInterpreter> byName(PythonRequest request, List<InterpreterException> refused) {
        return Stream.concat(
                asked(places.programs(request.text()), refused),
                request.isUsualName()
                        ? byProperties(request, refused)
                        : asked(inCurrentFolder(request.text()), refused));
    }

    private Stream<PythonInterpreter> byProperties(PythonRequest request, List<InterpreterException> refused) {
        return asked(places.candidates(request), refused).filter(request::fits);
    }

    private Stream<Path> inCurrentFolder(String name) {
        return Stream.of(name)
                .map(surroundings.folder()::resolve)
                .filter(Files::isDirectory)
                .flatMap(folder -> places.inFolder(folder).stream());
    }

    /** A program that is no usable Python is passed over: a later one may be. */
    private Stream<PythonInterpreter> asked(Stream<Path> programs, List<InterpreterException> refused) {
        return programs.flatMap(program -> {
            try {
                return Stream.of(query.ask(program));
            } catch (InterpreterException notThisOne) {
                refused.add(notThisOne);
                return Stream.empty();
            }
        });
    }

    private static List<PythonInterpreter> different(Stream<PythonInterpreter> pythons) {
        Map<String, PythonInterpreter> found = new LinkedHashMap<>();
        pythons.forEach(python -> found.putIfAbsent(python.identity(), python));
        return List.copyOf(found.values());
    }

    private Path place(PythonRequest request) {
        try {
            return Path.of(request.text());
        } catch (InvalidPathException e) {
            throw new OptionException("'" + request.text() + "' cannot be a path: " + e.getReason(), e);
        }
    }

    private InterpreterException notFound(PythonRequest request, List<InterpreterException> refused) {
        StringBuilder message = new StringBuilder("No Python ")
                .append(request.form() == PythonRequest.Form.PROGRAM ? "named " : "")
                .append(request.text())
                .append(" was found ")
                .append(places.description());
        List<PythonInterpreter> others = all();
        message.append(others.isEmpty() ? "" : ". Found instead: " + listed(others));
        refused.stream().findFirst().ifPresent(first -> message.append(". Passed over: ")
                .append(first.getMessage()));
        String hint = request.text().matches("==\\s*\\d\\.\\d+")
                ? " (" + request.text() + " means that number alone: " + request.text()
                        + ".* means all that begin with it)"
                : "";
        message.append(hint).append(". Install Python 3.8 or later that fits, or name one by its path");
        return new InterpreterException(message.toString(), refused.isEmpty() ? null : refused.get(0));
    }

    private static String listed(List<PythonInterpreter> pythons) {
        String shown = pythons.stream()
                .limit(SHOWN)
                .map(python -> python.describedVersion() + " (" + python.executable() + ")")
                .collect(Collectors.joining(", "));
        return pythons.size() > SHOWN ? shown + " and " + (pythons.size() - SHOWN) + " more" : shown;
    }
}
