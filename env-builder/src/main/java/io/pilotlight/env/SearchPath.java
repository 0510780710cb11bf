package io.pilotlight.env;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The folders in which programs are looked up. */
final class SearchPath {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final List<Path> folders = new ArrayList<>();

    SearchPath(Map<String, String> environment) {
        for (String folder : environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
            try {
                Path path = Path.of(folder);
                if (path.isAbsolute() && !folders.contains(path)) {
                    folders.add(path);
                }
            } catch (InvalidPathException cannotBeNamed) {
                // such a folder cannot be looked into from here
            }
        }
    }

    /** Returns the folders in order, each once. */
    List<Path> folders() {
        return Collections.unmodifiableList(folders);
    }

    /** Returns the programs of a name, in the order of the folders. */
    List<Path> programs(String name) {
        List<Path> programs = new ArrayList<>();
        for (Path folder : folders) {
            program(folder, name).ifPresent(programs::add);
        }
        return programs;
    }

    /** Returns the program of a name in a folder, if there is one. */
    static Optional<Path> program(Path folder, String name) {
        Path program = folder.resolve(WINDOWS && !name.contains(".exe") ? name + ".exe" : name);
        return Files.isRegularFile(program) && Files.isExecutable(program) ? Optional.of(program) : Optional.empty();
    }
}
