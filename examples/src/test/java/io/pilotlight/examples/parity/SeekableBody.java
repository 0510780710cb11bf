package io.pilotlight.examples.parity;

import io.pilotlight.core.http.Body;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/** A file that was read up to a position: its length is known, and it can be read again from there. */
final class SeekableBody implements Body {
    private final byte[] rest;

    SeekableBody(byte[] content, int position) {
        this.rest = Arrays.copyOfRange(content, Math.min(position, content.length), content.length);
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.of(rest.length);
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public InputStream stream() {
        return new ByteArrayInputStream(rest);
    }
}
