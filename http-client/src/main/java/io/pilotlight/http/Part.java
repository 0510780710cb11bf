package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.multipart.FormPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file to send in a form: its name, its content, and what to say about them. Immutable.
 *
 * <p>It has no {@code Content-Type} unless one is given, as in requests.
 */
public final class Part {
    private final @Nullable String filename;
    private final HttpHeaders headers;
    private final Body body;

    private Part(@Nullable String filename, HttpHeaders headers, Body body) {
        this.filename = filename;
        this.headers = headers;
        this.body = Objects.requireNonNull(body, "body");
    }

    /**
     * Sends a file under its own name. It is read while it is sent, and never whole in memory.
     *
     * @param file a regular file, which nobody changes until it is sent
     * @return a part that can be sent again
     * @throws InvalidBodyException if there is no such file
     */
    public static Part of(Path file) {
        Path name = file.getFileName();
        try {
            return of(name == null ? "" : name.toString(), Body.of(file));
        } catch (IOException e) {
            throw new InvalidBodyException("No part of a form can be made of " + file + ": " + e, e);
        }
    }

    /**
     * Sends bytes as a file.
     *
     * @param filename the name that the receiver is told
     * @param content the content; copied
     * @return a part that can be sent again
     */
    public static Part of(String filename, byte[] content) {
        return of(filename, Body.of(content));
    }

    /**
     * Sends text as a file, in UTF-8.
     *
     * @param filename the name that the receiver is told
     * @param text the content
     * @return a part that can be sent again
     */
    public static Part of(String filename, String text) {
        return of(filename, Body.of(text));
    }

    /**
     * Sends a body as a file.
     *
     * @param filename the name that the receiver is told
     * @param body the content; if its length is not known, the whole form goes out in chunks
     * @return a part
     */
    public static Part of(String filename, Body body) {
        return new Part(Objects.requireNonNull(filename, "filename"), HttpHeaders.empty(), body);
    }

    /**
     * Says what kind of content it is. If not set, nothing is said.
     *
     * @param mediaType such as {@code "image/png"}
     * @return another part with the same content
     * @throws InvalidHeaderException if it cannot stand in a header
     */
    public Part type(String mediaType) {
        return header("Content-Type", mediaType);
    }

    /**
     * Sets a header field of this part.
     *
     * @param name a token, not {@code Content-Disposition}
     * @param value the value; sent in UTF-8
     * @return another part with the same content
     * @throws InvalidHeaderException if name or value must not be sent
     */
    public Part header(String name, String value) {
        if (name.equalsIgnoreCase("Content-Disposition")) {
            throw new InvalidHeaderException(
                    "Content-Disposition is made of the names of field and file; set these", null);
        }
        try {
            return new Part(filename, headers.toBuilder().set(name, value).build(), body);
        } catch (IllegalArgumentException e) {
            throw new InvalidHeaderException(
                    "Header '" + name.replaceAll("\\p{Cntrl}", "?")
                            + "' of a part cannot be sent: a name is a token, and a value has no control character and"
                            + " no blank at its ends",
                    null);
        }
    }

    /**
     * Tells the receiver no name, so that it takes the content for a plain field.
     *
     * @return another part with the same content
     */
    public Part withoutFilename() {
        return new Part(null, headers, body);
    }

    /** Returns the content's length, if that is known; the name may say too much. */
    @Override
    public String toString() {
        return "Part[" + body + "]";
    }

    FormPart named(String field) {
        return new FormPart(field, filename, headers, body);
    }
}
