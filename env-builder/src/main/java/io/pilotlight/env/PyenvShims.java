package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What pyenv's shims start, found without running them, by pyenv's rules: {@code PYENV_VERSION}, else the
 * {@code .python-version} of the current folder or one above it, else {@code $PYENV_ROOT/version}, else the system's.
 *
 * <p>Where only pyenv itself can tell (hooks of others, a version that is not installed), the shim is to be run.
 */
final class PyenvShims {
    private static final String SYSTEM = "system";
    private static final String LOCAL = ".python-version";

    private static final List<String> USUAL_HOOKS =
            List.of("/usr/etc/pyenv.d", "/usr/local/etc/pyenv.d", "/etc/pyenv.d", "/usr/lib/pyenv/hooks");

    private static final List<String> HOOKED = List.of("version-name", "which", "exec");

    /** Hooks that pyenv and its plugin for environments bring along: none changes which Python is found. */
    private static final Set<String> HARMLESS =
            Set.of("pip-rehash.bash", "conda.bash", "python-config.bash", "system-site-packages.bash");

    private final Surroundings surroundings;
    private final Pyenv pyenv;
    private final SearchPath searchPath;

    /** Read once for one search, which may come upon many shims. */
    private @Nullable Selection selection;

    /** The versions in effect, or empty if only pyenv can tell. */
    private record Selection(Optional<List<String>> versions) {}

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
        try {
            Optional<List<String>> versions = selection();
            return versions.isEmpty()
                    ? Optional.of(program)
                    : in(versions.get(), String.valueOf(program.getFileName()));
        } catch (InvalidPathException notInThisLocale) {
            return Optional.of(program);
        }
    }

    private Optional<Path> in(List<String> versions, String name) {
        for (String version : versions) {
            Optional<Path> target = in(version, name);
            if (target.isPresent()) {
                return target;
            }
        }
        return Optional.empty();
    }

    private Optional<List<String>> selection() {
        Selection known = selection;
        if (known == null) {
            known = new Selection(hasForeignHooks() ? Optional.empty() : selected());
            selection = known;
        }
        return known.versions;
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
        surroundings.folder("PYENV_DIR").ifPresent(starts::add);
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
        for (String folder : surroundings.variable("PYENV_HOOK_PATH").orElse("").split(":", -1)) {
            if (!folder.isEmpty()) {
                folders.add(Path.of(folder));
            }
        }
        folders.add(pyenv.root().resolve("pyenv.d"));
        USUAL_HOOKS.forEach(folder -> folders.add(Path.of(folder)));
        for (Path plugin : entries(pyenv.root().resolve("plugins"), "*")) {
            folders.add(plugin.resolve("etc").resolve("pyenv.d"));
        }
        for (Path folder : folders) {
            if (Files.isDirectory(folder) && hasForeignHooks(folder)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasForeignHooks(Path folder) {
        for (String hooked : HOOKED) {
            for (Path hook : entries(folder.resolve(hooked), "*.bash")) {
                if (!HARMLESS.contains(String.valueOf(hook.getFileName()))) {
                    return true;
                }
            }
        }
        return false;
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
