package io.pilotlight.http.wire;

import io.pilotlight.http.wire.WireException.Kind;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer, freed of its framing; says at its end what becomes of the connection. */
final class AnswerBody extends InputStream {
    private final Source source;
    private final Ending ending;
    private boolean over;

    /** Content whose end is known by its framing. */
    interface Source {
        /** Reads one byte or more; -1 at the end. */
        int read(byte[] into, int offset, int length) throws IOException;

        /** Says whether the end is reached, as far as that is known without reading. */
        boolean atEnd();
    }

    /** What is told of the end, once. */
    interface Ending {
        /** It was read to its end. */
        void whole();

        /** Reading failed; returns what that means. */
        WireException broken(IOException failure);

        /** It was closed before its end. */
        void abandoned();
    }

    AnswerBody(Source source, Ending ending) {
        this.source = source;
        this.ending = ending;
        endIfDone();
    }

    static Source of(Framing framing, WireInput in, HeadLimits limits) {
        return switch (framing.how()) {
            case NONE -> new Counted(in, 0);
            case LENGTH -> new Counted(in, framing.length());
            case CHUNKS -> new Chunks(in, limits);
            case CONNECTION -> new Rest(in);
        };
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (over) {
            return source.atEnd() ? -1 : closed();
        }
        if (length == 0) {
            return 0;
        }
        try {
            int read = source.read(into, offset, length);
            endIfDone();
            return read;
        } catch (IOException e) {
            over = true;
            throw ending.broken(e);
        }
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            ending.abandoned();
        }
    }

    private void endIfDone() {
        if (source.atEnd()) {
            over = true;
            ending.whole();
        }
    }

    private static int closed() throws IOException {
        throw new IOException("The body was closed, or broke off, before");
    }

    /** As many bytes as were announced. */
    private static final class Counted implements Source {
        private final WireInput in;
        private final long length;
        private long left;

        Counted(WireInput in, long length) {
            this.in = in;
            this.length = length;
            this.left = length;
        }

        @Override
        public int read(byte[] into, int offset, int wanted) throws IOException {
            int read = in.read(into, offset, (int) Math.min(wanted, left));
            if (read < 0) {
                throw new WireException(Kind.CUT_BODY, (length - left) + " of " + length + " bytes came", null);
            }
            left -= read;
            return read;
        }

        @Override
        public boolean atEnd() {
            return left == 0;
        }
    }

    /** All that comes until the connection ends. */
    private static final class Rest implements Source {
        private final WireInput in;
        private boolean ended;

        Rest(WireInput in) {
            this.in = in;
        }

        @Override
        public int read(byte[] into, int offset, int wanted) throws IOException {
            int read = in.read(into, offset, wanted);
            ended = read < 0;
            return read;
        }

        @Override
        public boolean atEnd() {
            return ended;
        }
    }
}
