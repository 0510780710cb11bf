package io.pilotlight.http.zstd;

import org.jspecify.annotations.Nullable;

/** What a block is put together by: some literals, then a match, again and again (RFC 8878, section 3.1.1.3.2). */
final class Sequences {
    private static final int[] LITERAL_BASES = bases(0, Codes.LITERAL_BITS);
    private static final int[] MATCH_BASES = bases(3, Codes.MATCH_BITS);

    private final Codes literalCodes = new Codes(9, 36, 6, Codes.LITERAL_DEFAULT);
    private final Codes offsetCodes = new Codes(8, 32, 5, Codes.OFFSET_DEFAULT);
    private final Codes matchCodes = new Codes(9, 53, 6, Codes.MATCH_DEFAULT);
    private final int[] recent = {1, 4, 8};

    /** Reads the sequences behind a block's literals, and puts the block together. */
    void run(byte[] block, int from, int end, Literals literals, Window out) throws CorruptException {
        CorruptException.unless(from < end, "a block without sequences");
        int head = block[from] & 0xff;
        int headLength = head < 128 ? 1 : head < 255 ? 2 : 3;
        CorruptException.unless(from + headLength <= end, "a block that is cut off");
        int count = count(block, from, head);
        int room = ZstdInputStream.MAX_BLOCK;
        if (count == 0) {
            CorruptException.unless(from + headLength == end, "a block with something behind its end");
        } else {
            CorruptException.unless(from + headLength < end, "a block that is cut off");
            int modes = block[from + headLength] & 0xff;
            CorruptException.unless((modes & 3) == 0, "a bit that is reserved");
            Bits.Forward tables = new Bits.Forward(block, from + headLength + 1, end);
            literalCodes.read(modes >> 6, tables);
            tables = new Bits.Forward(block, literalCodes.end(), end);
            offsetCodes.read(modes >> 4 & 3, tables);
            tables = new Bits.Forward(block, offsetCodes.end(), end);
            matchCodes.read(modes >> 2 & 3, tables);
            room -= decode(count, new Bits.Backward(block, matchCodes.end(), end), literals, out);
        }
        CorruptException.unless(literals.left() <= room, "a block that is too long");
        literals.next(literals.left(), out);
    }

    private static int count(byte[] block, int from, int head) {
        if (head < 128) {
            return head;
        }
        return head < 255
                ? ((head - 128) << 8) + (block[from + 1] & 0xff)
                : (block[from + 1] & 0xff) + ((block[from + 2] & 0xff) << 8) + 0x7f00;
    }

    private int decode(int count, Bits.Backward in, Literals literals, Window out) throws CorruptException {
        FseTable literalTable = literalCodes.table();
        FseTable offsetTable = offsetCodes.table();
        FseTable matchTable = matchCodes.table();
        int literalState = literalTable.start(in);
        int offsetState = offsetTable.start(in);
        int matchState = matchTable.start(in);
        int written = 0;
        for (int i = 0; i < count; i++) {
            int offsetCode = offsetTable.symbol(offsetState);
            CorruptException.unless(offsetCode < 31, "a match from too far");
            int offset = (1 << offsetCode) + in.read(offsetCode);
            int matchCode = matchTable.symbol(matchState);
            int match = MATCH_BASES[matchCode] + in.read(Codes.MATCH_BITS[matchCode]);
            int literalCode = literalTable.symbol(literalState);
            int length = LITERAL_BASES[literalCode] + in.read(Codes.LITERAL_BITS[literalCode]);
            written += length + match;
            CorruptException.unless(written <= ZstdInputStream.MAX_BLOCK, "a block that is too long");
            literals.next(length, out);
            out.repeat(distance(offset, length), match);
            if (i < count - 1) {
                literalState = literalTable.next(literalState, in);
                matchState = matchTable.next(matchState, in);
                offsetState = offsetTable.next(offsetState, in);
            }
            CorruptException.unless(in.left() >= 0, "sequences that are cut off");
        }
        CorruptException.unless(in.left() == 0, "sequences that end at another place than their stream");
        return written;
    }

    /** Small values name one of the three distances that came last. */
    private int distance(int value, int literals) {
        if (value > 3) {
            shift(2, value - 3);
            return recent[0];
        }
        int which = literals == 0 ? value : value - 1;
        if (which > 0) {
            int distance = which == 3 ? recent[0] - 1 : recent[which];
            shift(Math.min(which, 2), distance);
        }
        return recent[0];
    }

    private void shift(int places, int first) {
        System.arraycopy(recent, 0, recent, 1, places);
        recent[0] = first;
    }

    private static int[] bases(int first, int[] bits) {
        int[] bases = new int[bits.length];
        for (int i = 0, base = first; i < bits.length; i++) {
            bases[i] = base;
            base += 1 << bits[i];
        }
        return bases;
    }

    /** One of the three kinds of code, with the table that was used last. */
    private static final class Codes {
        static final int[] LITERAL_BITS = {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14,
            15, 16
        };
        static final int[] MATCH_BITS = {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1,
            2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
        };
        static final int[] LITERAL_DEFAULT = {
            4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1,
            -1
        };
        static final int[] OFFSET_DEFAULT = {
            1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
        };
        static final int[] MATCH_DEFAULT = {
            1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
        };

        private final int maxAccuracy;
        private final int symbols;
        private final int defaultAccuracy;
        private final int[] defaults;
        private @Nullable FseTable table;
        private int end;

        Codes(int maxAccuracy, int symbols, int defaultAccuracy, int[] defaults) {
            this.maxAccuracy = maxAccuracy;
            this.symbols = symbols;
            this.defaultAccuracy = defaultAccuracy;
            this.defaults = defaults;
        }

        void read(int mode, Bits.Forward in) throws CorruptException {
            switch (mode) {
                case 0 -> table = FseTable.of(defaultAccuracy, defaults);
                case 1 -> {
                    int symbol = in.read(8);
                    CorruptException.unless(symbol < symbols, "a code that is none");
                    table = FseTable.of(symbol);
                }
                case 2 -> table = FseTable.read(in, maxAccuracy, symbols);
                default -> CorruptException.unless(table != null, "codes by a table that never came");
            }
            end = in.byteBehind();
        }

        FseTable table() throws CorruptException {
            if (table == null) {
                throw new CorruptException("codes by a table that never came");
            }
            return table;
        }

        int end() {
            return end;
        }
    }
}
