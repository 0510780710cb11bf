package io.pilotlight.env;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks for Pythons on PATH, then under pyenv. */
final class PythonFinder {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+){0,2}");

    private final Map<String, String> environment;
    private final SearchPath searchPath;
    private final PythonQuery query;

    PythonFinder(Map<String, String> environment, Duration limit) {
        this.environment = environment;
        this.searchPath = new SearchPath(environment);
        this.query = new PythonQuery(environment, limit);
    }

    static PythonFinder system() {
        return new PythonFinder(System.getenv(), LIMIT);
    }

    PythonInterpreter find() {
        return firstOf(List.of("python3", "python"), "3").orElseThrow(() -> notFound("No Python 3.8 or later"));
    }

    PythonInterpreter find(String spec) {
        if (VERSION.matcher(spec).matches()) {
            return findVersion(spec);
        }
        if (spec.contains("/") || spec.contains(File.separator)) {
            try {
                return at(Path.of(spec));
            } catch (InvalidPathException e) {
                throw new InterpreterException("'" + spec + "' cannot be a path: " + e.getReason(), e);
            }
        }
        List<Path> programs = searchPath.programs(spec);
        if (programs.isEmpty()) {
            String version = spec.startsWith("python") ? spec.substring("python".length()) : "";
            return VERSION.matcher(version).matches()
                    ? findVersion(version)
                    : failNotFound("No program named '" + spec + "'");
        }
        return query.ask(programs.get(0));
    }

    PythonInterpreter at(Path executable) {
        return query.ask(executable.toAbsolutePath().normalize());
    }

    private PythonInterpreter findVersion(String version) {
        PythonVersion wanted = PythonVersion.parse(version);
        if (wanted.major() < 3 || (version.contains(".") && wanted.compareTo(PythonVersion.OLDEST) < 0)) {
            throw new InterpreterException("Python " + version + " is too old: ask for 3.8 or later");
        }
        String minor = wanted.major() + "." + wanted.minor();
        List<String> names = version.contains(".")
                ? List.of("python" + minor, "python3", "python")
                : List.of("python" + version, "python3", "python");
        return firstOf(names, version).orElseThrow(() -> notFound("No Python " + version));
    }

    private Optional<PythonInterpreter> firstOf(List<String> names, String version) {
        for (String name : names) {
            for (Path program : searchPath.programs(name)) {
                Optional<PythonInterpreter> found =
                        asked(program).filter(it -> it.number().fits(version));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return newestOfPyenv(version);
    }

    private Optional<PythonInterpreter> newestOfPyenv(String version) {
        List<Path> folders = new ArrayList<>();
        Path versions = pyenvRoot().resolve("versions");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(versions, "[0-9]*")) {
            entries.forEach(folders::add);
        } catch (IOException noPyenv) {
            return Optional.empty();
        }
        Comparator<Path> byVersion =
                Comparator.comparing(folder -> PythonVersion.parse(String.valueOf(folder.getFileName())));
        return folders.stream()
                .filter(folder -> PythonVersion.parse(String.valueOf(folder.getFileName()))
                        .fits(version))
                .sorted(byVersion.reversed())
                .flatMap(folder -> asked(folder.resolve("bin").resolve("python3")).stream())
                .findFirst();
    }

    private Path pyenvRoot() {
        String root = environment.get("PYENV_ROOT");
        return root == null || root.isEmpty() ? Path.of(System.getProperty("user.home"), ".pyenv") : Path.of(root);
    }

    /** A program that is no fitting Python is passed over: a later one may be. */
    private Optional<PythonInterpreter> asked(Path program) {
        try {
            return Optional.of(query.ask(program));
        } catch (InterpreterException notThisOne) {
            return Optional.empty();
        }
    }

    private static PythonInterpreter failNotFound(String what) {
        throw notFound(what);
    }

    private static InterpreterException notFound(String what) {
        return new InterpreterException(
                what + " was found on PATH or under pyenv: install Python 3.8 or later, or name one by its path");
    }
}
