package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.OptionalLong;

/**
 * A body on its way out: as long as it says, or it fails, and its failures are told from those of the connection.
 *
 * <p>Transports send this in place of what the user gave, so that a connection never carries a length that is wrong.
 */
final class CheckedBody implements Body {
    private final Body body;

    CheckedBody(Body body) {
        this.body = body;
    }

    /** Says that the body, and not the connection, is what failed. */
    static final class UnreadableException extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }

        UnreadableException(String message) {
            super(message);
        }
    }

    @Override
    public OptionalLong length() {
        return body.length();
    }

    @Override
    public boolean repeatable() {
        return body.repeatable();
    }

    @Override
    public InputStream stream() throws IOException {
        try {
            return new Counted(body.stream(), body.length().orElse(-1));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private static UnreadableException unreadable(IOException e) {
        return new UnreadableException("The body cannot be read: " + NetworkFailure.reason(e), e);
    }

    /** Hands the last byte on only once it is known that no more follow. */
    private static final class Counted extends InputStream {
        private final InputStream in;
        private final long promised;
        private long seen;

        Counted(InputStream in, long promised) {
            this.in = in;
            this.promised = promised;
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
            try {
                return promised < 0 ? in.read(into, offset, size) : counted(into, offset, size);
            } catch (UnreadableException e) {
                throw e;
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        private int counted(byte[] into, int offset, int size) throws IOException {
            int count = seen == promised ? -1 : in.read(into, offset, (int) Math.min(size, promised - seen));
            if (count < 0 && seen < promised) {
                throw new UnreadableException(
                        "The body said that it had " + promised + " bytes, and ended after " + seen);
            }
            seen += Math.max(count, 0);
            if (seen == promised && in.read() >= 0) {
                throw new UnreadableException(
                        "The body said that it had " + promised + " bytes, and goes on after them");
            }
            return count;
        }
    }
}
