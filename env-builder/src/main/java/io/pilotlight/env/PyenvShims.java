package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What pyenv's shims start, found without running them, by pyenv's rules: {@code PYENV_VERSION}, else the
 * {@code .python-version} of the current folder or one above it, else {@code $PYENV_ROOT/version}, else the system's.
 *
 * <p>Where only pyenv itself can tell (hooks of others, a version that is not installed), the shim is to be run.
 */
final class PyenvShims {
    private static final String SYSTEM = "system";
    private static final String LOCAL = ".python-version";

    private static final List<String> HOOKED = List.of("version-name", "which", "exec");

    /** Hooks that pyenv and its plugin for environments bring along: none changes which Python is found. */
    private static final Set<String> HARMLESS =
            Set.of("pip-rehash.bash", "conda.bash", "python-config.bash", "system-site-packages.bash");

    private final Surroundings surroundings;
    private final Pyenv pyenv;
    private final SearchPath searchPath;

    PyenvShims(Surroundings surroundings, SearchPath searchPath) {
        this.surroundings = surroundings;
        this.pyenv = new Pyenv(surroundings);
        this.searchPath = searchPath;
    }

    /**
     * Returns what a program on PATH starts: itself if it is no shim, or only running it can tell.
     *
     * @return the program; empty if it is a shim that leads nowhere
     */
    Optional<Path> target(Path program) {
        if (!pyenv.shims().equals(program.getParent())) {
            return Optional.of(program);
        }
        Optional<List<String>> selected = hasForeignHooks() ? Optional.empty() : selected();
        if (selected.isEmpty()) {
            return Optional.of(program);
        }
        String name = String.valueOf(program.getFileName());
        return selected.get().stream()
                .flatMap(version -> in(version, name).stream())
                .findFirst();
    }

    private Optional<Path> in(String version, String name) {
        if (version.equals(SYSTEM)) {
            return searchPath.programs(name).stream()
                    .filter(program -> !pyenv.shims().equals(program.getParent()))
                    .findFirst();
        }
        return SearchPath.program(pyenv.versions().resolve(version).resolve("bin"), name);
    }

    /** Returns the versions in effect, or empty if only pyenv can tell. */
    private Optional<List<String>> selected() {
        List<String> wanted = surroundings
                .variable("PYENV_VERSION")
                .map(versions -> Arrays.asList(versions.split(":")))
                .orElseGet(() -> versionsOf(versionFile()));
        List<String> found = new ArrayList<>();
        for (String version : wanted.isEmpty() ? List.of(SYSTEM) : wanted) {
            Optional<String> installed = installed(version);
            if (installed.isEmpty()) {
                return Optional.empty();
            }
            found.add(installed.get());
        }
        return Optional.of(found);
    }

    private Optional<String> installed(String version) {
        String plain = version.startsWith("python-") ? version.substring("python-".length()) : version;
        if (version.equals(SYSTEM)) {
            return Optional.of(SYSTEM);
        }
        if (version.isEmpty() || version.contains("/") || version.contains("..")) {
            return Optional.empty();
        }
        for (String name : List.of(version, plain)) {
            if (Files.isDirectory(pyenv.versions().resolve(name))) {
                return Optional.of(name);
            }
        }
        return pyenv.latest(plain);
    }

    private Path versionFile() {
        List<Path> starts = new ArrayList<>();
        surroundings.variable("PYENV_DIR").map(Path::of).ifPresent(starts::add);
        starts.add(surroundings.folder());
        for (Path start : starts) {
            for (Path folder = start; folder != null; folder = folder.getParent()) {
                if (Files.isRegularFile(folder.resolve(LOCAL))) {
                    return folder.resolve(LOCAL);
                }
            }
        }
        return pyenv.root().resolve("version");
    }

    /** The first word of each line that is no comment. */
    private static List<String> versionsOf(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.strip().split("\\s", 2)[0])
                    .filter(word -> !word.isEmpty() && !word.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            // an empty name is one that only pyenv can understand
            return List.of("");
        }
    }

    private boolean hasForeignHooks() {
        List<Path> folders = new ArrayList<>();
        surroundings
                .variable("PYENV_HOOK_PATH")
                .ifPresent(path -> Arrays.stream(path.split(":")).map(Path::of).forEach(folders::add));
        folders.add(pyenv.root().resolve("pyenv.d"));
        for (String usual :
                List.of("/usr/etc/pyenv.d", "/usr/local/etc/pyenv.d", "/etc/pyenv.d", "/usr/lib/pyenv/hooks")) {
            folders.add(Path.of(usual));
        }
        entries(pyenv.root().resolve("plugins"), "*")
                .forEach(plugin -> folders.add(plugin.resolve("etc").resolve("pyenv.d")));
        return folders.stream()
                .flatMap(folder -> HOOKED.stream().map(folder::resolve))
                .flatMap(folder -> entries(folder, "*.bash").stream())
                .anyMatch(hook -> !HARMLESS.contains(String.valueOf(hook.getFileName())));
    }

    private static List<Path> entries(Path folder, String pattern) {
        List<Path> found = new ArrayList<>();
        // asked first, because a folder that is not there costs an exception
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
                entries.forEach(found::add);
            } catch (IOException unreadable) {
                // pyenv could not read it either
            }
        }
        return found;
    }
}
