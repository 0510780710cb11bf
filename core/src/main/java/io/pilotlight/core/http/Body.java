package io.pilotlight.core.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The content of a message: bytes in memory, a file, or a stream that is read once.
 *
 * <p>Closing a body that was not read, or not read to its end, releases what stands behind it. Closing again does
 * nothing.
 */
public interface Body extends AutoCloseable {

    /**
     * Returns the length, if it is known before reading.
     *
     * @return the length in bytes; empty for a stream of unknown length
     */
    OptionalLong length();

    /**
     * Says whether {@link #stream} can be called more than once.
     *
     * @return true for bytes in memory and for files, false for a stream that is read once
     */
    boolean repeatable();

    /**
     * Opens the content.
     *
     * @return a stream that the caller closes
     * @throws IOException if the content cannot be opened
     * @throws IllegalStateException if this body is not repeatable and was opened before
     */
    InputStream stream() throws IOException;

    /**
     * Reads the whole content into memory.
     *
     * @return the bytes; of a body in memory a copy
     * @throws IOException if the content cannot be read
     * @throws IllegalStateException if this body is not repeatable and was opened before
     */
    default byte[] bytes() throws IOException {
        try (InputStream in = stream()) {
            return in.readAllBytes();
        }
    }

    @Override
    default void close() throws IOException {}

    /**
     * Returns a body without content.
     *
     * @return a repeatable body of length zero
     */
    static Body empty() {
        return BytesBody.EMPTY;
    }

    /**
     * Makes a body of bytes.
     *
     * @param bytes the content; copied
     * @return a repeatable body
     */
    static Body of(byte[] bytes) {
        return bytes.length == 0 ? BytesBody.EMPTY : new BytesBody(bytes.clone());
    }

    /**
     * Makes a body of text, in UTF-8.
     *
     * @param text the content
     * @return a repeatable body
     */
    static Body of(String text) {
        return new BytesBody(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes a body of a file, which is read each time the body is, and never whole in memory.
     *
     * <p>Its length is what the file has now. Reading it later throws an {@link IOException} if the file has become
     * shorter or longer meanwhile, so that what is sent never differs from the length that was announced.
     *
     * @param file a regular file
     * @return a repeatable body
     * @throws IOException if there is no such file, or what is there is no regular file
     */
    static Body of(Path file) throws IOException {
        return FileBody.of(file);
    }

    /**
     * Makes a body that is read once from a stream.
     *
     * @param in the content; closed with the body
     * @param length how many bytes the stream holds, if that is known
     * @return a body that is not repeatable
     */
    static Body streaming(InputStream in, OptionalLong length) {
        return new StreamBody(in, length);
    }
}

/** Bytes in memory. */
final class BytesBody implements Body {
    static final Body EMPTY = new BytesBody(new byte[0]);

    private final byte[] bytes;

    BytesBody(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.of(bytes.length);
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}

/** A stream that is read once. */
final class StreamBody implements Body {
    private final InputStream in;
    private final OptionalLong length;
    private boolean opened;

    StreamBody(InputStream in, OptionalLong length) {
        this.in = Objects.requireNonNull(in, "in");
        this.length = Objects.requireNonNull(length, "length");
    }

    @Override
    public OptionalLong length() {
        return length;
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public synchronized InputStream stream() {
        if (opened) {
            throw new IllegalStateException("This body can be read once and was opened before; keep its bytes()");
        }
        opened = true;
        return in;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    @Override
    public String toString() {
        return "a stream of " + (length.isPresent() ? length.getAsLong() + " bytes" : "unknown length");
    }
}
