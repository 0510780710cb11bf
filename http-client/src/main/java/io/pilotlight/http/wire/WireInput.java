package io.pilotlight.http.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What comes in, with a buffer that lines can be taken from. Used by one thread at a time. */
final class WireInput {
    private static final int BUFFER = 8 << 10;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    WireInput(InputStream in) {
        this.in = in;
    }

    /** Says whether bytes are there that nobody has taken. */
    boolean leftOver() {
        return at < end;
    }

    /** Says whether something can be read without waiting. */
    boolean available() throws IOException {
        return at < end || in.available() > 0;
    }

    /** Waits until something can be read, or the input ends; false if that took too long. */
    boolean comes() throws IOException {
        try {
            return at < end || fill() || end == 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Reads some bytes; -1 at the end. */
    int read(byte[] into, int offset, int length) throws IOException {
        if (at == end && length >= BUFFER) {
            return in.read(into, offset, length);
        }
        if (at == end && !fill()) {
            return -1;
        }
        int taken = Math.min(length, end - at);
        System.arraycopy(buffer, at, into, offset, taken);
        at += taken;
        return taken;
    }

    /**
     * Takes a line that ends with LF, or with the input; the line end is not part of it.
     *
     * @return null if there is not one byte more
     * @throws TooLong if it is longer than that
     */
    @Nullable
    String line(int longest) throws IOException {
        StringBuilder line = null;
        while (at < end || fill()) {
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            boolean whole = at < end;
            int length = at - from + (line == null ? 0 : line.length());
            if (length > longest) {
                throw new TooLong();
            }
            String part = new String(buffer, from, at - from, StandardCharsets.ISO_8859_1);
            if (whole) {
                at++;
                return withoutReturn(line == null ? part : line.append(part).toString());
            }
            line = line == null ? new StringBuilder(part) : line.append(part);
        }
        return line == null ? null : line.toString();
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private boolean fill() throws IOException {
        int read = in.read(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(read, 0);
        return read > 0;
    }

    /** Says that a line is longer than allowed. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
