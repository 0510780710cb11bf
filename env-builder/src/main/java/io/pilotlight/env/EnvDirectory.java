package io.pilotlight.env;

import java.nio.file.Path;

/** A folder that can hold an environment: absolute, and with a name that can stand in PATH and in scripts. */
record EnvDirectory(Path path) {

    static EnvDirectory of(Path directory) {
        Path path = below(directory);
        refusePathSeparator(path);
        if (path.toString().chars().anyMatch(c -> c == '\n' || c == '\r')) {
            throw new DirectoryException("Refusing to create a venv in " + PythonText.repr(path)
                    + " because it contains a line break: choose another folder.");
        }
        return new EnvDirectory(path);
    }

    /** Allows what Python's venv of that version allows. */
    static EnvDirectory asVenv(Path directory, PythonVersion version) {
        Path path = below(directory);
        if (version.isAtLeast(3, 11)) {
            refusePathSeparator(path);
        }
        return new EnvDirectory(path);
    }

    private static Path below(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        if (path.getFileName() == null || path.getParent() == null) {
            throw new DirectoryException("'" + path + "' is the root of the file system: choose a folder below it");
        }
        return path;
    }

    private static void refusePathSeparator(Path path) {
        String separator = Layout.pathSeparator(path);
        if (path.toString().contains(separator)) {
            throw new DirectoryException("Refusing to create a venv in " + path
                    + " because it contains the PATH separator " + separator + ".");
        }
    }

    String name() {
        return String.valueOf(path.getFileName());
    }
}
