package io.pilotlight.env;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where Pythons may be, best first; nothing is asked here, and places are looked at only when it is their turn. */
final class PythonPlaces {
    private static final int NEWEST_MINOR = 30;

    private final SearchPath searchPath;
    private final Pyenv pyenv;
    private final PyenvShims shims;

    PythonPlaces(Surroundings surroundings) {
        this.searchPath = new SearchPath(surroundings.variables());
        this.pyenv = new Pyenv(surroundings);
        this.shims = new PyenvShims(surroundings, searchPath);
    }

    /** Returns programs that may be what is asked: those on PATH in its order, then those of pyenv, newest first. */
    Stream<Path> candidates(PythonRequest request) {
        Optional<String> minor = request.versions().minor();
        List<String> plain = plainNames(request.implementation());
        Stream<List<String>> rounds = minor.isPresent()
                ? Stream.of(concat(namesWith(minor.get(), request), plain))
                : Stream.of(plain, allNames(request));
        return Stream.concat(
                        rounds.flatMap(this::onPath),
                        Stream.of(request)
                                .flatMap(it -> pyenv.installed(it).stream())
                                .flatMap(folder -> inFolder(folder).stream()))
                .distinct();
    }

    /** Returns the programs of a name on PATH. */
    Stream<Path> programs(String name) {
        return searchPath.programs(name).stream().flatMap(program -> started(program).stream());
    }

    /** Returns what a program starts: itself, or what a shim of pyenv stands for. */
    Optional<Path> started(Path program) {
        return shims.target(program);
    }

    /** Returns the program in a folder that is an environment or an installation. */
    Optional<Path> inFolder(Path folder) {
        List<Path> programs = List.of(folder.resolve("bin"), folder.resolve("Scripts"), folder);
        return Stream.of("python3", "python", "pypy3", "pypy")
                .flatMap(name -> programs.stream().flatMap(bin -> SearchPath.program(bin, name).stream()))
                .findFirst();
    }

    /** Says in words where was looked. */
    String description() {
        return "on PATH (" + searchPath.folders().size() + " folders) or under pyenv (" + pyenv.versions() + ")";
    }

    private Stream<Path> onPath(List<String> names) {
        return searchPath.folders().stream()
                .flatMap(folder -> names.stream().flatMap(name -> SearchPath.program(folder, name).stream()))
                .flatMap(program -> started(program).stream());
    }

    private static List<String> plainNames(String implementation) {
        return isUsual(implementation)
                ? List.of("python3", "python")
                : List.of(implementation + "3", implementation, "python3", "python");
    }

    private static List<String> namesWith(String minor, PythonRequest request) {
        List<String> names = new ArrayList<>();
        List<String> stems =
                isUsual(request.implementation()) ? List.of("python") : List.of(request.implementation(), "python");
        for (String stem : stems) {
            if (request.versions().build() != PythonVersions.Build.USUAL) {
                names.add(stem + minor + "t");
            }
            names.add(stem + minor);
        }
        return names;
    }

    private static List<String> allNames(PythonRequest request) {
        return IntStream.rangeClosed(PythonVersion.OLDEST.minor(), NEWEST_MINOR)
                .mapToObj(i -> NEWEST_MINOR + PythonVersion.OLDEST.minor() - i)
                .flatMap(minor -> namesWith(PythonVersion.OLDEST.major() + "." + minor, request).stream())
                .toList();
    }

    private static boolean isUsual(String implementation) {
        return implementation.isEmpty() || implementation.equals(PythonRequest.CPYTHON);
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
