package io.pilotlight.env;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What Python says of a failure of the file system: {@code str()} of an {@code OSError}, with Linux's numbers. */
final class OsErrors {
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("Operation not permitted", 1),
            Map.entry("No such file or directory", 2),
            Map.entry("Input/output error", 5),
            Map.entry("Permission denied", 13),
            Map.entry("Device or resource busy", 16),
            Map.entry("File exists", 17),
            Map.entry("Not a directory", 20),
            Map.entry("Is a directory", 21),
            Map.entry("Too many open files", 24),
            Map.entry("Text file busy", 26),
            Map.entry("File too large", 27),
            Map.entry("No space left on device", 28),
            Map.entry("Read-only file system", 30),
            Map.entry("File name too long", 36),
            Map.entry("Directory not empty", 39),
            Map.entry("Too many levels of symbolic links", 40),
            Map.entry("Disk quota exceeded", 122));

    private OsErrors() {}

    /** Returns for example {@code [Errno 13] Permission denied: '/x/env'}; files get their final names. */
    static String text(FileSystemException failure, UnaryOperator<Path> finalName) {
        String reason = reason(failure);
        @Nullable Integer number = NUMBERS.get(reason);
        String file = failure.getFile();
        return (number == null ? "" : "[Errno " + number + "] ")
                + reason
                + (file == null ? "" : ": " + PythonText.repr(finalName.apply(Path.of(file))));
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "File exists";
        }
        if (failure instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (failure instanceof NotDirectoryException) {
            return "Not a directory";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "Directory not empty";
        }
        return failure.getReason() == null ? String.valueOf(failure.getMessage()) : failure.getReason();
    }
}
