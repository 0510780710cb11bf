package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Pythons that pyenv has installed. */
final class Pyenv {
    private static final Pattern RELEASE = Pattern.compile("(\\d+\\.\\d+\\.\\d+)(t?)");
    private static final Pattern NUMBERS = Pattern.compile("\\D*(\\d+(?:\\.\\d+)*)\\D*(\\d+(?:\\.\\d+)*)?.*");

    private final Path root;

    Pyenv(Surroundings surroundings) {
        this.root = surroundings.variable("PYENV_ROOT").map(Path::of).orElseGet(() -> surroundings
                .home()
                .resolve(".pyenv"));
    }

    Path root() {
        return root;
    }

    Path versions() {
        return root.resolve("versions");
    }

    Path shims() {
        return root.resolve("shims");
    }

    /** Returns the folders of those that may be what is asked, newest first. */
    List<Path> installed(PythonRequest request) {
        String prefix = request.implementation().equals(PythonRequest.CPYTHON) ? "" : request.implementation();
        List<String> names = new ArrayList<>();
        for (String name : names()) {
            boolean implemented = prefix.isEmpty() ? Character.isDigit(name.charAt(0)) : name.startsWith(prefix);
            if (implemented && mayFit(name, request.versions())) {
                names.add(name);
            }
        }
        names.sort(
                Comparator.comparing(Pyenv::first).thenComparing(Pyenv::second).reversed());
        return names.stream().map(versions()::resolve).toList();
    }

    /** Returns the newest release whose name begins with a number, as {@code pyenv latest} does. */
    Optional<String> latest(String number) {
        boolean freeThreaded = number.endsWith("t");
        String prefix = (freeThreaded ? number.substring(0, number.length() - 1) : number) + ".";
        return names().stream()
                .filter(name -> {
                    Matcher release = RELEASE.matcher(name);
                    return release.matches()
                            && release.group(1).startsWith(prefix)
                            && release.group(2).isEmpty() != freeThreaded;
                })
                .max(Comparator.comparing(PythonVersion::parse));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(versions())) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (IOException noPyenv) {
            // then it has installed nothing
        }
        return names;
    }

    /** A folder's name often says the version, which saves asking. */
    private static boolean mayFit(String name, PythonVersions versions) {
        Matcher release = RELEASE.matcher(name);
        if (!release.matches()) {
            return true;
        }
        PythonVersion number = PythonVersion.parse(name);
        return number.compareTo(PythonVersion.OLDEST) >= 0
                && versions.fits(number, false, !release.group(2).isEmpty());
    }

    private static PythonVersion first(String name) {
        return number(name, 1);
    }

    private static PythonVersion second(String name) {
        return number(name, 2);
    }

    private static PythonVersion number(String name, int group) {
        Matcher matcher = NUMBERS.matcher(name);
        String number = matcher.matches() ? matcher.group(group) : null;
        return PythonVersion.parse(number == null ? "0" : number);
    }
}
