package io.pilotlight.http.cassette;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Optional;

/** Content that ends as it did when it was recorded. */
final class ReplayedStream extends FilterInputStream {
    private final Optional<Failure> end;

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    ReplayedStream(byte[] bytes, Optional<Failure> end) {
        super(new ByteArrayInputStream(bytes));
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        return atEnd(super.read());
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        return atEnd(super.read(buffer, from, length));
    }

    private int atEnd(int read) {
        if (read < 0 && end.isPresent()) {
            throw end.get().exception();
        }
        return read;
    }
}
