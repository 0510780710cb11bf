package io.pilotlight.http.wire;

import io.pilotlight.http.wire.WireException.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Content in chunks (RFC 9112, section 7.1): extensions and trailers are read and forgotten. */
final class Chunks implements AnswerBody.Source {
    private static final int LONGEST_SIZE_LINE = 16 << 10;
    private static final int MOST_DIGITS = 15;

    private final WireInput in;
    private final HeadLimits limits;
    private long left;
    private boolean started;
    private boolean ended;

    Chunks(WireInput in, HeadLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    @Override
    public int read(byte[] into, int offset, int wanted) throws IOException {
        if (left == 0 && !nextChunk()) {
            return -1;
        }
        int read = in.read(into, offset, (int) Math.min(wanted, left));
        if (read < 0) {
            throw cut();
        }
        left -= read;
        return read;
    }

    @Override
    public boolean atEnd() {
        return ended;
    }

    private boolean nextChunk() throws IOException {
        if (started && !line().isEmpty()) {
            throw new WireException(Kind.BAD_CHUNK, "a chunk is longer than its size says", null);
        }
        started = true;
        left = size(line());
        if (left == 0) {
            new HeadReader(in, limits).skipTrailers();
            ended = true;
        }
        return !ended;
    }

    private static long size(String line) throws WireException {
        int semicolon = line.indexOf(';');
        String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        String significant = digits.substring(zeros);
        if (significant.isEmpty()
                || significant.length() > MOST_DIGITS
                || !significant.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            throw new WireException(Kind.BAD_CHUNK, "a chunk has no size that is a hexadecimal number", null);
        }
        return Long.parseLong(significant, 16);
    }

    private String line() throws IOException {
        try {
            @Nullable String line = in.line(LONGEST_SIZE_LINE);
            if (line == null) {
                throw cut();
            }
            return line;
        } catch (WireInput.TooLong e) {
            throw new WireException(Kind.BAD_CHUNK, "a chunk's size is longer than " + LONGEST_SIZE_LINE, e);
        }
    }

    private static WireException cut() {
        return new WireException(Kind.CUT_BODY, "the connection ended within the chunks of the body", null);
    }
}
