package io.pilotlight.http;

import java.io.Serial;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Says that a file of cookies or of credentials cannot be read or written; never quotes what is in it. */
public class StateFileException extends RequestException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    /**
     * Makes an exception about a whole file.
     *
     * @param message what went wrong, and what to do
     * @param file the file
     * @param cause what caused it, or null if nothing did
     */
    public StateFileException(String message, Path file, @Nullable Throwable cause) {
        super(message, cause);
        this.file = file.toString();
        this.line = 0;
    }

    /**
     * Makes an exception about a line.
     *
     * @param message what went wrong, and what to do
     * @param file the file
     * @param line its number, counted from 1
     */
    public StateFileException(String message, Path file, int line) {
        super(message, null);
        this.file = file.toString();
        this.line = line;
    }

    /**
     * Returns the file.
     *
     * @return its path as it was given
     */
    public Path file() {
        return Path.of(file);
    }

    /**
     * Returns the line that is at fault.
     *
     * @return its number, counted from 1; empty if it is the file as a whole
     */
    public OptionalInt line() {
        return line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
    }
}
