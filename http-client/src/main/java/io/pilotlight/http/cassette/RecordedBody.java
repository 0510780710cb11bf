package io.pilotlight.http.cassette;

import io.pilotlight.core.http.Body;
import io.pilotlight.http.RequestException;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A body that passes by and is kept meanwhile, up to a limit; says once what it was, when it has ended or is closed. */
final class RecordedBody implements Body {
    private final Body body;
    private final int limit;
    private final BiConsumer<byte[], @Nullable Failure> ended;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long passed;
    private boolean over;

    RecordedBody(Body body, int limit, BiConsumer<byte[], @Nullable Failure> ended) {
        this.body = body;
        this.limit = limit;
        this.ended = ended;
    }

    @Override
    public OptionalLong length() {
        return body.length();
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public InputStream stream() throws IOException {
        return new Passing(body.stream());
    }

    @Override
    public void close() throws IOException {
        boolean whole;
        synchronized (this) {
            whole = passed == body.length().orElse(-1);
        }
        String closed = "The recording ends here: the body was closed at this point";
        try {
            end(whole ? null : new Failure("IncompleteBodyException", closed));
        } finally {
            body.close();
        }
    }

    private synchronized void keep(byte[] bytes, int from, int length) {
        passed += length;
        int room = Math.min(length, limit - kept.size());
        kept.write(bytes, from, room);
    }

    private void end(@Nullable Failure how) {
        byte[] bytes;
        boolean cut;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            bytes = kept.toByteArray();
            cut = passed > kept.size();
        }
        ended.accept(
                bytes,
                cut
                        ? new Failure(
                                "ResponseTooLargeException",
                                "The recording ends here: it keeps " + limit + " bytes of a body")
                        : how);
    }

    private final class Passing extends FilterInputStream {
        Passing(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int read = read(one, 0, 1);
            return read < 0 ? read : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read;
            try {
                read = super.read(buffer, from, length);
            } catch (RequestException e) {
                end(Failure.of(e));
                throw e;
            } catch (IOException e) {
                end(new Failure("IncompleteBodyException", "The body broke off when it was recorded"));
                throw e;
            }
            if (read < 0) {
                end(null);
            } else {
                keep(buffer, from, read);
            }
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, 8192)]));
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public void close() throws IOException {
            RecordedBody.this.close();
        }
    }
}
