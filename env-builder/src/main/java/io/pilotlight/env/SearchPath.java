package io.pilotlight.env;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The folders in which programs are looked up. */
final class SearchPath {
    private final List<Path> folders = new ArrayList<>();

    SearchPath(Map<String, String> environment) {
        for (String folder : environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
            try {
                if (!folder.isEmpty() && Path.of(folder).isAbsolute()) {
                    folders.add(Path.of(folder));
                }
            } catch (InvalidPathException cannotBeNamed) {
                // such a folder cannot be looked into from here
            }
        }
    }

    /** Returns the programs of a name, in the order of the folders. */
    List<Path> programs(String name) {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            Path program = folder.resolve(name);
            if (Files.isRegularFile(program) && Files.isExecutable(program) && !found.contains(program)) {
                found.add(program);
            }
        }
        return found;
    }
}
