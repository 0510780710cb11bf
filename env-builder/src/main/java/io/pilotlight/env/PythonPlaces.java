package io.pilotlight.env;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Where Pythons may be, best first; nothing is asked here, and places are looked at only when it is their turn. */
final class PythonPlaces {
    private static final int NEWEST_MINOR = 24;
    private static final List<String> IN_FOLDER = List.of("python3", "python", "pypy3", "pypy");

    private final SearchPath searchPath;
    private final Pyenv pyenv;
    private final PyenvShims shims;

    PythonPlaces(Surroundings surroundings) {
        this.searchPath = new SearchPath(surroundings.variables());
        this.pyenv = new Pyenv(surroundings);
        this.shims = new PyenvShims(surroundings, searchPath);
    }

    /**
     * Offers programs that may be what is asked, each once: those on PATH in its order, then those of pyenv, newest first.
     *
     * @param request what is asked
     * @param enough says whether to stop after a program
     */
    void offer(PythonRequest request, Predicate<Path> enough) {
        Set<Path> offered = new HashSet<>();
        Predicate<Path> once = program -> offered.add(program) && enough.test(program);
        for (List<String> round : rounds(request)) {
            if (offerOnPath(round, once)) {
                return;
            }
        }
        for (Path folder : pyenv.installed(request)) {
            if (inFolder(folder).filter(once).isPresent()) {
                return;
            }
        }
    }

    /** Returns the programs of a name on PATH. */
    List<Path> programs(String name) {
        List<Path> programs = new ArrayList<>();
        for (Path program : searchPath.programs(name)) {
            started(program).ifPresent(programs::add);
        }
        return programs;
    }

    /** Returns what a program starts: itself, or what a shim of pyenv stands for. */
    Optional<Path> started(Path program) {
        return shims.target(program);
    }

    /** Returns the program in a folder that is an environment or an installation. */
    Optional<Path> inFolder(Path folder) {
        for (String name : Files.isDirectory(folder) ? IN_FOLDER : List.<String>of()) {
            for (Path place : List.of(folder.resolve("bin"), folder.resolve("Scripts"), folder)) {
                Optional<Path> program = SearchPath.program(place, name);
                if (program.isPresent()) {
                    return program;
                }
            }
        }
        return Optional.empty();
    }

    /** Says in words where was looked. */
    String description() {
        return "on PATH (" + searchPath.folders().size() + " folders) or under pyenv (" + pyenv.versions() + ")";
    }

    private boolean offerOnPath(List<String> names, Predicate<Path> enough) {
        for (Path folder : searchPath.folders()) {
            for (String name : names) {
                Optional<Path> program = SearchPath.program(folder, name);
                if (program.isPresent() && started(program.get()).filter(enough).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** If the second number is given, programs that have it in their names come first in each folder, else last of all. */
    private static List<List<String>> rounds(PythonRequest request) {
        List<String> plain = plainNames(request.implementation());
        Optional<String> minor = request.versions().minor();
        if (minor.isPresent()) {
            List<String> names = namesWith(minor.get(), request);
            names.addAll(plain);
            return List.of(names);
        }
        List<String> names = new ArrayList<>();
        for (int number = NEWEST_MINOR; number >= PythonVersion.OLDEST.minor(); number--) {
            if (request.versions().mayHave(number)) {
                names.addAll(namesWith(PythonVersion.OLDEST.major() + "." + number, request));
            }
        }
        return List.of(plain, names);
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

    private static boolean isUsual(String implementation) {
        return implementation.isEmpty() || implementation.equals(PythonRequest.CPYTHON);
    }
}
