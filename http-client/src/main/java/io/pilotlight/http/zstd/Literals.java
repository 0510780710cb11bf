package io.pilotlight.http.zstd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a block that no match brings (RFC 8878, section 3.1.1.3.1). */
final class Literals {
    private final byte[] bytes = new byte[ZstdInputStream.MAX_BLOCK];
    private @Nullable HuffmanTable table;
    private int count;
    private int taken;

    /** Reads the literals at the start of a block; returns where they end. */
    int read(byte[] block, int end) throws CorruptException {
        CorruptException.unless(end > 0, "a block without literals");
        int type = block[0] & 3;
        int format = block[0] >> 2 & 3;
        taken = 0;
        return type < 2 ? plain(block, end, type, format) : coded(block, end, type, format);
    }

    void next(int length, Window out) throws CorruptException {
        CorruptException.unless(length <= count - taken, "a sequence of more literals than there are");
        out.append(bytes, taken, length);
        taken += length;
    }

    int left() {
        return count - taken;
    }

    private int plain(byte[] block, int end, int type, int format) throws CorruptException {
        int headLength = format == 1 ? 2 : format == 3 ? 3 : 1;
        int head = (int) Bits.at(block, 0, headLength * 8);
        count = head >> (headLength == 1 ? 3 : 4);
        CorruptException.unless(count <= bytes.length, "a block of too many literals");
        int stored = type == 0 ? count : 1;
        CorruptException.unless(headLength + stored <= end, "literals that are cut off");
        if (type == 0) {
            System.arraycopy(block, headLength, bytes, 0, count);
        } else {
            Arrays.fill(bytes, 0, count, block[headLength]);
        }
        return headLength + stored;
    }

    private int coded(byte[] block, int end, int type, int format) throws CorruptException {
        int headLength = format < 2 ? 3 : format + 2;
        int width = format < 2 ? 10 : format == 2 ? 14 : 18;
        count = (int) Bits.at(block, 4, width);
        int from = headLength;
        int to = headLength + (int) Bits.at(block, 4 + width, width);
        CorruptException.unless(to <= end && count <= bytes.length, "literals that are cut off");
        if (type == 2) {
            HuffmanTable.Described described = HuffmanTable.read(block, from, to);
            table = described.table();
            from = described.end();
        }
        HuffmanTable tree = table;
        if (tree == null) {
            throw new CorruptException("literals by a tree that never came");
        }
        if (format == 0) {
            tree.decode(new Bits.Backward(block, from, to), bytes, 0, count);
        } else {
            four(tree, block, from, to);
        }
        return to;
    }

    /** Four streams, each of a quarter of the literals; the lengths of three are said. */
    private void four(HuffmanTable tree, byte[] block, int from, int to) throws CorruptException {
        CorruptException.unless(to - from >= 6 && count >= 6, "four streams that are cut off");
        int quarter = (count + 3) / 4;
        int place = from + 6;
        for (int i = 0; i < 4; i++) {
            int next = i == 3 ? to : place + (int) Bits.at(block, (from + i * 2) * 8L, 16);
            CorruptException.unless(next <= to, "four streams that are cut off");
            tree.decode(new Bits.Backward(block, place, next), bytes, i * quarter, i == 3 ? count : (i + 1) * quarter);
            place = next;
        }
    }
}
