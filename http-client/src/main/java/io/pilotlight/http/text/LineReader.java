package io.pilotlight.http.text;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Splits text into lines at LF, CR and CRLF, and nowhere else, wherever the borders of what arrives are.
 *
 * <p>A line is handed out as soon as its end is there: a CR ends it, whether or not an LF follows. A byte order mark at the start is
 * dropped. For one thread at a time.
 */
public final class LineReader {
    private final Reader in;
    private final long limit;
    private final char[] buffer = new char[8 << 10];
    private int place;
    private int end;
    private boolean afterCarriageReturn;
    private boolean started;

    /**
     * Reads lines.
     *
     * @param in the text
     * @param limit the longest line, in characters
     */
    public LineReader(Reader in, long limit) {
        this.in = in;
        this.limit = limit;
    }

    /**
     * Reads a line.
     *
     * @return the line without its end, the last one also if it has none; null when there are no more
     * @throws LineTooLongException if it is longer than the limit
     * @throws IOException if the text cannot be read
     */
    public @Nullable String next() throws IOException {
        StringBuilder line = new StringBuilder();
        while (fill()) {
            int start = place;
            while (place < end && buffer[place] != '\n' && buffer[place] != '\r') {
                place++;
            }
            line.append(buffer, start, place - start);
            if (line.length() > limit) {
                throw new LineTooLongException(limit);
            }
            if (place < end) {
                afterCarriageReturn = buffer[place++] == '\r';
                return line.toString();
            }
        }
        return line.isEmpty() ? null : line.toString();
    }

    /** Makes sure that there is a character which is not the second half of a line's end; false at the end of all. */
    private boolean fill() throws IOException {
        while (true) {
            if (place == end) {
                place = 0;
                end = Math.max(0, in.read(buffer, 0, buffer.length));
                if (end == 0) {
                    return false;
                }
            }
            boolean mark = !started && buffer[place] == '\ufeff';
            boolean half = afterCarriageReturn && buffer[place] == '\n';
            started = true;
            afterCarriageReturn = false;
            if (!mark && !half) {
                return true;
            }
            place++;
        }
    }
}
