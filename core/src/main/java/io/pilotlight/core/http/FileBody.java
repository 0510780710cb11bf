package io.pilotlight.core.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A file, as long as it was when the body was made. */
final class FileBody implements Body {
    private final Path file;
    private final long length;

    private FileBody(Path file, long length) {
        this.file = file;
        this.length = length;
    }

    static FileBody of(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("Not a regular file: " + file + "; send what is not as a stream");
        }
        return new FileBody(file, Files.size(file));
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.of(length);
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public InputStream stream() throws IOException {
        return new Unchanged(Files.newInputStream(file));
    }

    @Override
    public String toString() {
        return "a file of " + length + " bytes";
    }

    /** Reads as many bytes as were announced; the last of them only once it is known that no more follow. */
    private final class Unchanged extends InputStream {
        private final InputStream in;
        private long left = length;

        Unchanged(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int size) throws IOException {
            if (size == 0) {
                return 0;
            }
            if (left == 0) {
                requireEnd();
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(size, left));
            if (count < 0) {
                throw changed(length - left + " now");
            }
            left -= count;
            if (left == 0) {
                requireEnd();
            }
            return count;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(in.available(), left);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        private void requireEnd() throws IOException {
            if (in.read() >= 0) {
                throw changed("more now");
            }
        }

        private IOException changed(String now) {
            return new IOException("The file " + file + " had " + length + " bytes when a body was made of it, and has "
                    + now + "; send a file that nobody writes to, or a stream");
        }
    }
}
