package io.pilotlight.env;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packages cannot be installed: the list of them is missing or wrong, or pip, npm or Maven Resolver refused. */
public final class PackageException extends EnvironmentException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What the installer said about its failure; an array, since exceptions are serialized. */
    private final String[] lines;

    PackageException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.lines = new String[0];
    }

    PackageException(String message, List<String> lines) {
        this(message, lines, null);
    }

    PackageException(String message, List<String> lines, @Nullable Throwable cause) {
        super(message, cause);
        this.lines = lines.toArray(String[]::new);
    }

    /**
     * Returns what pip, npm or Maven Resolver itself said about the failure.
     *
     * @return its error lines, in order; empty if it did not come to run
     */
    public List<String> lines() {
        return List.of(lines);
    }
}
