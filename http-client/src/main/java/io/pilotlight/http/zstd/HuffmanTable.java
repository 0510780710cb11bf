package io.pilotlight.http.zstd;

import java.util.Arrays;

/** A prefix code of literals (RFC 8878, section 4.2). */
final class HuffmanTable {
    private static final int MAX_BITS = 11;

    private final int depth;
    private final byte[] symbols;
    private final byte[] bits;

    /** Where a description ends, and what it describes. */
    record Described(HuffmanTable table, int end) {}

    private HuffmanTable(int depth) {
        this.depth = depth;
        this.symbols = new byte[1 << depth];
        this.bits = new byte[1 << depth];
    }

    /** Reads the weights of all symbols but the last, whose weight follows from the others. */
    static Described read(byte[] block, int from, int to) throws CorruptException {
        CorruptException.unless(from < to, "literals without a tree");
        int head = block[from] & 0xff;
        byte[] weights = new byte[256];
        if (head < 128) {
            int end = from + 1 + head;
            CorruptException.unless(end <= to, "a tree that is cut off");
            return new Described(of(weights, compressed(block, from + 1, end, weights)), end);
        }
        int count = head - 127;
        int end = from + 1 + (count + 1) / 2;
        CorruptException.unless(end <= to, "a tree that is cut off");
        for (int i = 0; i < count; i++) {
            int pair = block[from + 1 + i / 2];
            weights[i] = (byte) (i % 2 == 0 ? pair >> 4 & 0xf : pair & 0xf);
        }
        return new Described(of(weights, count), end);
    }

    /** Decodes so many symbols from a stream that holds exactly these. */
    void decode(Bits.Backward in, byte[] into, int from, int to) throws CorruptException {
        for (int i = from; i < to; i++) {
            int code = in.peek(depth);
            into[i] = symbols[code];
            in.skip(bits[code]);
        }
        CorruptException.unless(in.left() == 0, "literals that end at another place than their stream");
    }

    /** Decodes weights that two states say in turns; returns how many there are. */
    private static int compressed(byte[] block, int from, int to, byte[] weights) throws CorruptException {
        Bits.Forward description = new Bits.Forward(block, from, to);
        FseTable table = FseTable.read(description, 6, 12);
        Bits.Backward in = new Bits.Backward(block, description.byteBehind(), to);
        int[] states = {table.start(in), table.start(in)};
        int count = 0;
        while (in.left() >= 0) {
            CorruptException.unless(count < 254, "a tree of too many symbols");
            int turn = count % 2;
            weights[count++] = (byte) table.symbol(states[turn]);
            states[turn] = table.next(states[turn], in);
        }
        weights[count] = (byte) table.symbol(states[count % 2]);
        return count + 1;
    }

    private static HuffmanTable of(byte[] weights, int count) throws CorruptException {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            CorruptException.unless(weights[i] <= MAX_BITS, "a code that is too long");
            sum += weights[i] == 0 ? 0 : 1 << (weights[i] - 1);
        }
        CorruptException.unless(sum > 0, "a tree without symbols");
        int depth = 32 - Integer.numberOfLeadingZeros(sum);
        int rest = (1 << depth) - sum;
        CorruptException.unless(depth <= MAX_BITS && Integer.bitCount(rest) == 1, "a tree that is none");
        weights[count] = (byte) (32 - Integer.numberOfLeadingZeros(rest));
        HuffmanTable table = new HuffmanTable(depth);
        int place = 0;
        for (int weight = 1; weight <= depth; weight++) {
            for (int symbol = 0; symbol <= count; symbol++) {
                if (weights[symbol] == weight) {
                    int next = place + (1 << (weight - 1));
                    Arrays.fill(table.symbols, place, next, (byte) symbol);
                    Arrays.fill(table.bits, place, next, (byte) (depth + 1 - weight));
                    place = next;
                }
            }
        }
        return table;
    }
}
