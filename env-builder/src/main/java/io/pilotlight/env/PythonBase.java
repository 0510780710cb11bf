package io.pilotlight.env;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks for the interpreter in the folder that an environment calls its home. */
final class PythonBase {
    private PythonBase() {}

    /** Returns the Python in a folder that is most likely of a version; empty if there is none. */
    static Optional<Path> in(String home, String minor) {
        try {
            Path folder = Path.of(home);
            return List.of("python" + minor, "pypy" + minor, "python3", "pypy3", "python", "pypy", "python.exe")
                    .stream()
                    .map(folder::resolve)
                    .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                    .findFirst();
        } catch (InvalidPathException cannotBe) {
            return Optional.empty();
        }
    }
}
