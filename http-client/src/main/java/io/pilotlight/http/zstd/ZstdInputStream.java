package io.pilotlight.http.zstd;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes Zstandard while it is read: frames one after the other, checksums verified (RFC 8878).
 *
 * <p>Refuses dictionaries, and windows beyond the 8 MiB that RFC 9659 permits for HTTP, so that it holds at most about 10 MB.
 * For one thread at a time.
 */
public final class ZstdInputStream extends InputStream {
    static final int MAX_BLOCK = 128 << 10;

    private static final int MAGIC = 0xfd2fb528;
    private static final int SKIPPABLE = 0x184d2a50;
    private static final int MAX_WINDOW = 8 << 20;

    private final InputStream in;
    private final byte[] block = new byte[MAX_BLOCK + Bits.SPARE];
    private @Nullable Frame frame;
    private boolean ended;

    /**
     * Decodes a stream.
     *
     * @param in what is encoded; closed with this
     */
    public ZstdInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (frame != null && frame.window.unread() > 0) {
                return frame.window.read(into, offset, length);
            }
            if (frame != null && !frame.last) {
                decodeBlock(frame);
            } else {
                frame = nextFrame();
                ended = frame == null;
            }
        }
        return -1;
    }

    @Override
    public int available() {
        return frame == null ? 0 : frame.window.unread();
    }

    @Override
    public void close() throws IOException {
        ended = true;
        frame = null;
        in.close();
    }

    /** Returns null at the end. */
    private @Nullable Frame nextFrame() throws IOException {
        while (true) {
            int first = in.read();
            if (first < 0) {
                return null;
            }
            int magic = first | ((int) number(3) << 8);
            if (magic == MAGIC) {
                return frameHead();
            }
            CorruptException.unless((magic & ~0xf) == SKIPPABLE, "no frame where one should start");
            in.skipNBytes(number(4));
        }
    }

    private Frame frameHead() throws IOException {
        int descriptor = (int) number(1);
        CorruptException.unless((descriptor & 8) == 0, "a bit that is reserved");
        boolean single = (descriptor & 0x20) != 0;
        long window = single ? 0 : window((int) number(1));
        int dictionaryFlag = descriptor & 3;
        CorruptException.unless(number(dictionaryFlag == 3 ? 4 : dictionaryFlag) == 0, "it needs a dictionary");
        int sizeFlag = descriptor >> 6;
        int sizeLength = sizeFlag == 0 ? (single ? 1 : 0) : 1 << sizeFlag;
        long size = sizeLength == 0 ? -1 : number(sizeLength) + (sizeFlag == 1 ? 256 : 0);
        window = single ? size : window;
        CorruptException.unless(
                window >= 0 && window <= MAX_WINDOW, "a window of " + window + " bytes, beyond the 8 MiB of RFC 9659");
        return new Frame((int) window, size, (descriptor & 4) != 0);
    }

    private static long window(int descriptor) {
        long base = 1L << (10 + (descriptor >> 3));
        return base + base / 8 * (descriptor & 7);
    }

    private void decodeBlock(Frame of) throws IOException {
        int head = (int) number(3);
        of.last = (head & 1) != 0;
        int size = head >> 3;
        CorruptException.unless(size <= MAX_BLOCK, "a block that is too long");
        of.window.makeRoom(MAX_BLOCK);
        switch (head >> 1 & 3) {
            case 0 -> {
                fill(size);
                of.window.append(block, 0, size);
            }
            case 1 -> of.window.fill((byte) number(1), size);
            case 2 -> {
                fill(size);
                int literalsEnd = of.literals.read(block, size);
                of.sequences.run(block, literalsEnd, size, of.literals, of.window);
            }
            default -> throw new CorruptException("a block of a kind that is reserved");
        }
        of.decoded += of.window.unread();
        if (of.checked) {
            of.window.hash(of.hash);
        }
        if (of.last) {
            requireWhole(of);
        }
    }

    private void requireWhole(Frame of) throws IOException {
        CorruptException.unless(of.size < 0 || of.size == of.decoded, "another size than was announced");
        CorruptException.unless(!of.checked || number(4) == (of.hash.value() & 0xffffffffL), "a wrong checksum");
    }

    private void fill(int size) throws IOException {
        if (in.readNBytes(block, 0, size) < size) {
            throw cutOff();
        }
    }

    /** Reads a number of up to eight bytes, the lowest first. */
    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            int next = in.read();
            if (next < 0) {
                throw cutOff();
            }
            number |= (long) next << (i * 8);
        }
        return number;
    }

    private static EOFException cutOff() {
        return new EOFException("Zstandard that is cut off");
    }

    /** What holds within one frame. */
    private static final class Frame {
        final Window window;
        final long size;
        final boolean checked;
        final XxHash64 hash = new XxHash64();
        final Literals literals = new Literals();
        final Sequences sequences = new Sequences();
        long decoded;
        boolean last;

        Frame(int window, long size, boolean checked) {
            this.window = new Window(window);
            this.size = size;
            this.checked = checked;
        }
    }
}
