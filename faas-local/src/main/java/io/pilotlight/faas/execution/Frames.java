package io.pilotlight.faas.execution;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The frames that pass between a worker process and us.
 *
 * <p>A frame is the length of the rest (4 bytes, big-endian), its kind (1 byte), the length of its head (4 bytes), its
 * head (JSON) and its body (any bytes). Length prefixes carry any bytes and beat lines in speed.
 */
final class Frames {
    private static final int PREFIX = 9;
    private static final int BEHIND_LENGTH = 5;

    /** A frame is one array. */
    private static final int LONGEST = Integer.MAX_VALUE - 64;

    private final DataInputStream in;
    private final OutputStream out;
    private final long maximum;

    /**
     * Makes frames over two streams.
     *
     * @param maximum the longest frame that may come in
     */
    Frames(InputStream in, OutputStream out, long maximum) {
        this.in = new DataInputStream(in);
        this.out = out;
        this.maximum = Math.min(maximum, LONGEST);
    }

    @SuppressWarnings("ArrayRecordComponent") // frames are never compared
    record Frame(char kind, byte[] head, byte[] body) {}

    void send(char kind, byte[] head, byte[] body) throws IOException {
        long length = (long) BEHIND_LENGTH + head.length + body.length;
        if (length > LONGEST) {
            throw new ProtocolException("a frame of " + length + " bytes was to go out; " + LONGEST + " are possible");
        }
        ByteBuffer frame = ByteBuffer.allocate(PREFIX + head.length + body.length);
        frame.putInt(BEHIND_LENGTH + head.length + body.length)
                .put((byte) kind)
                .putInt(head.length)
                .put(head)
                .put(body);
        out.write(frame.array());
        out.flush();
    }

    /**
     * Returns the next frame, or null if the stream ends between frames.
     *
     * @throws ProtocolException if what comes in is no frame, or too long a one
     */
    @Nullable
    Frame receive() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        long length = ((long) first << 24) | (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        if (length < BEHIND_LENGTH || length > maximum) {
            throw new ProtocolException("a frame of " + length + " bytes came in; " + maximum + " are allowed");
        }
        char kind = (char) in.readUnsignedByte();
        int headLength = in.readInt();
        int rest = (int) length - BEHIND_LENGTH;
        if (headLength < 0 || headLength > rest) {
            throw new ProtocolException(
                    "a frame with a head of " + headLength + " bytes came in, longer than the frame");
        }
        return new Frame(kind, readExactly(headLength), readExactly(rest - headLength));
    }

    private byte[] readExactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the stream ended in the middle of a frame");
        }
        return bytes;
    }
}
