package io.pilotlight.env;

import java.io.File;
import java.nio.file.Path;

/** A folder that can hold an environment: absolute, and with a name that can stand in PATH and in scripts. */
record EnvDirectory(Path path) {

    static EnvDirectory of(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        String text = path.toString();
        if (path.getFileName() == null || path.getParent() == null) {
            throw new DirectoryException("'" + path + "' is the root of the file system: choose a folder below it");
        }
        if (text.contains(File.pathSeparator)) {
            throw new DirectoryException("Refusing to create a venv in " + text
                    + " because it contains the PATH separator " + File.pathSeparator + ".");
        }
        if (text.chars().anyMatch(c -> c == '\n' || c == '\r')) {
            throw new DirectoryException("Refusing to create a venv in " + PythonText.repr(text)
                    + " because it contains a line break: choose another folder.");
        }
        return new EnvDirectory(path);
    }

    String name() {
        return String.valueOf(path.getFileName());
    }
}
