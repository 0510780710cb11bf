package io.pilotlight.http.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The few lines of DER (X.690) that it takes to put an older form of key into PKCS#8, and to read which kind it is. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;
    static final int CONTEXT_0 = 0xa0;

    private static final int LONG_FORM = 0x80;
    private static final int MAX_LENGTH_BYTES = 3;

    private final byte[] bytes;
    private final int end;
    private int at;

    private Der(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** Starts to read. */
    static Der of(byte[] bytes) {
        return new Der(bytes, 0, bytes.length);
    }

    /** Writes one element. */
    static byte[] element(int tag, byte[]... contents) {
        int length = 0;
        for (byte[] content : contents) {
            length += content.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
        out.write(tag);
        if (length < LONG_FORM) {
            out.write(length);
        } else {
            int size = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            out.write(LONG_FORM | size);
            for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
                out.write(length >> shift);
            }
        }
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    /** Says whether the next element has this tag. */
    boolean isNext(int tag) {
        return at < end && (bytes[at] & 0xff) == tag;
    }

    /** Goes into the next element; throws {@link IllegalArgumentException} if it has another tag, or is cut off. */
    Der enter(int tag) {
        if (!isNext(tag)) {
            throw new IllegalArgumentException(String.format("tag %02x is not there", tag));
        }
        at++;
        int length = length();
        if (length > end - at) {
            throw new IllegalArgumentException("an element is longer than what is there");
        }
        Der inner = new Der(bytes, at, at + length);
        at += length;
        return inner;
    }

    /** Returns what is left of this element. */
    byte[] content() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    private int length() {
        int first = next();
        if (first < LONG_FORM) {
            return first;
        }
        int size = first - LONG_FORM;
        if (size < 1 || size > MAX_LENGTH_BYTES) {
            throw new IllegalArgumentException("an element has a length of " + size + " bytes");
        }
        int length = 0;
        for (int i = 0; i < size; i++) {
            length = length << 8 | next();
        }
        return length;
    }

    private int next() {
        if (at == end) {
            throw new IllegalArgumentException("it breaks off");
        }
        return bytes[at++] & 0xff;
    }
}
