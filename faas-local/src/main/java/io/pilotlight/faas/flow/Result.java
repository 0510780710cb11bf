package io.pilotlight.faas.flow;

import org.jspecify.annotations.Nullable;

/** What a handler came back with: bytes, or an object of this process. */
public sealed interface Result {

    /** Returns how many bytes cross: zero for an object. */
    int size();

    /** Returns the bytes or the object, for those who only look. */
    @Nullable
    Object value();

    /** Bytes. */
    @SuppressWarnings("ArrayRecordComponent") // results are never compared
    record Bytes(byte[] bytes) implements Result {
        @Override
        public int size() {
            return bytes.length;
        }

        @Override
        public Object value() {
            return bytes;
        }
    }

    /** The object itself. */
    record Reference(@Nullable Object value) implements Result {
        @Override
        public int size() {
            return 0;
        }
    }
}
