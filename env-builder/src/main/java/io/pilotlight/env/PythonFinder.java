package io.pilotlight.env;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

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
        return first(PythonRequest.ANY);
    }

    PythonInterpreter find(String spec) {
        PythonRequest request = PythonRequest.of(spec);
        if (request.versions().areTooOld()) {
            throw new InterpreterException("Python " + request.text() + " is too old: ask for 3.8 or later");
        }
        try {
            return request.form() == RequestForm.PLACE ? at(Path.of(request.text())) : first(request);
        } catch (InvalidPathException e) {
            throw notNamed(request, e);
        }
    }

    /** Returns each different one that fits, best first. */
    List<PythonInterpreter> findAll(String spec) {
        PythonRequest request = PythonRequest.of(spec);
        try {
            return request.form() == RequestForm.PLACE
                    ? List.of(at(Path.of(request.text())))
                    : search(request, true).found();
        } catch (InvalidPathException e) {
            throw notNamed(request, e);
        }
    }

    /** Returns each different one on the machine; those that are never found unless their kind is named come last. */
    List<PythonInterpreter> all() {
        PythonSearch search = new PythonSearch(query, true);
        for (String implementation : List.of("", PythonRequest.PYPY, "graalpy")) {
            PythonRequest request = PythonRequest.ANY.implementedBy(implementation);
            places.offer(request, program -> search.tries(program, python -> true));
        }
        return search.found();
    }

    PythonInterpreter at(Path place) {
        Path path = surroundings.folder().resolve(place).normalize();
        if (Files.isDirectory(path)) {
            return query.ask(places.inFolder(path)
                    .orElseThrow(() -> new InterpreterException("There is no Python in the folder " + path
                            + ": it has neither bin/python3 nor bin/python. Name an environment, the folder in which a"
                            + " Python is installed, or its program")));
        }
        return query.ask(places.started(path).orElse(path));
    }

    private PythonInterpreter first(PythonRequest request) {
        PythonSearch search = search(request, false);
        return search.found().stream().findFirst().orElseThrow(() -> notFound(request, search));
    }

    private PythonSearch search(PythonRequest request, boolean all) {
        PythonSearch search = new PythonSearch(query, all);
        if (request.form() == RequestForm.PROGRAM) {
            for (Path program : places.programs(request.text())) {
                // a program that is named is wanted whatever it is
                if (search.tries(program, python -> true)) {
                    return search;
                }
            }
        }
        if (request.form() == RequestForm.PROPERTIES || request.isUsualName()) {
            places.offer(request, program -> search.tries(program, request::fits));
        } else {
            places.inFolder(surroundings.folder().resolve(request.text()))
                    .ifPresent(program -> search.tries(program, python -> true));
        }
        return search;
    }

    private static OptionException notNamed(PythonRequest request, InvalidPathException e) {
        return new OptionException("'" + request.text() + "' cannot be a path: " + e.getReason(), e);
    }

    private InterpreterException notFound(PythonRequest request, PythonSearch search) {
        StringBuilder message = new StringBuilder("No Python ")
                .append(request.form() == RequestForm.PROGRAM ? "named " : "")
                .append(request.text())
                .append(" was found ")
                .append(places.description());
        List<PythonInterpreter> others = all();
        message.append(others.isEmpty() ? "" : ". Found instead: " + listed(others));
        search.firstRefused().ifPresent(it -> message.append(". Passed over: ").append(it.getMessage()));
        if (request.text().matches("==\\s*\\d\\.\\d+")) {
            message.append(". By PEP 440 this means that number alone: write ")
                    .append(request.text())
                    .append(".* for all that begin with it");
        }
        message.append(". Install Python 3.8 or later that fits, or name one by its path");
        return new InterpreterException(
                message.toString(), search.firstRefused().orElse(null));
    }

    private static String listed(List<PythonInterpreter> pythons) {
        String shown = pythons.stream()
                .limit(SHOWN)
                .map(python -> python.describedVersion() + " (" + python.executable() + ")")
                .collect(Collectors.joining(", "));
        return pythons.size() > SHOWN ? shown + " and " + (pythons.size() - SHOWN) + " more" : shown;
    }
}
