package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes folders by the rules of Python's venv, and fails where it fails. */
final class Directories {
    private Directories() {}

    /** {@code create_if_needed} of CPython's venv: a link is refused, wherever it leads. */
    static void makeUnlessThere(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            make(directory);
        } else if (Files.isSymbolicLink(directory) || Files.isRegularFile(directory)) {
            throw inTheWay(directory);
        }
    }

    /** {@code os.makedirs} of CPython: a folder above that appears meanwhile is no error, the folder itself is one. */
    static void make(Path directory) throws IOException {
        makeAbove(directory);
        Files.createDirectory(directory);
    }

    /** Makes the folders above a folder. */
    static void makeAbove(Path directory) throws IOException {
        @Nullable Path above = directory.getParent();
        if (above != null && !Files.exists(above)) {
            try {
                make(above);
            } catch (FileAlreadyExistsException madeMeanwhile) {
                // or a link that leads nowhere: the next folder will say so
            }
        }
    }

    static DirectoryException inTheWay(Path directory) {
        return new DirectoryException("Unable to create directory " + PythonText.repr(directory));
    }
}
