package io.pilotlight.env.maven;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packages cannot be had. */
public final class ResolutionException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What the resolver said; an array, since exceptions are serialized. */
    private final String[] lines;

    ResolutionException(String message, List<String> lines, @Nullable Throwable cause) {
        super(message, cause);
        this.lines = lines.toArray(String[]::new);
    }

    /**
     * Returns what the resolver itself said, from the outermost failure to its first cause.
     *
     * @return lines, perhaps none
     */
    public List<String> lines() {
        return List.of(lines);
    }
}
