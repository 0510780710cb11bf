package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import java.util.Objects;

/** A part of a multipart body. */
public final class Part {
    private final String filename;
    private final Body body;

    private Part(String filename, Body body) {
        this.filename = Objects.requireNonNull(filename, "filename");
        this.body = Objects.requireNonNull(body, "body");
    }

    /**
     * Makes a part.
     *
     * @param filename the name of the file
     * @param body its content
     * @return a part without a type
     */
    public static Part of(String filename, Body body) {
        return new Part(filename, body);
    }

    @Override
    public String toString() {
        return filename + " (" + body + ")";
    }
}
