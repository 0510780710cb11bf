package io.pilotlight.http.zstd;

/** A table of finite state entropy (RFC 8878, section 4.1): each state says a symbol, and where to go from it. */
final class FseTable {
    private final int accuracy;
    private final byte[] symbols;
    private final byte[] bits;
    private final short[] bases;

    private FseTable(int accuracy) {
        this.accuracy = accuracy;
        this.symbols = new byte[1 << accuracy];
        this.bits = new byte[1 << accuracy];
        this.bases = new short[1 << accuracy];
    }

    /** A table of one symbol, which takes no bits. */
    static FseTable of(int symbol) {
        FseTable table = new FseTable(0);
        table.symbols[0] = (byte) symbol;
        return table;
    }

    /** Spreads symbols by their probabilities, where -1 means less than one. */
    static FseTable of(int accuracy, int... probabilities) throws CorruptException {
        FseTable table = new FseTable(accuracy);
        int size = 1 << accuracy;
        int[] next = new int[probabilities.length];
        int high = size;
        for (int symbol = 0; symbol < probabilities.length; symbol++) {
            if (probabilities[symbol] == -1) {
                table.symbols[--high] = (byte) symbol;
                next[symbol] = 1;
            }
        }
        table.spread(probabilities, next, high);
        for (int state = 0; state < size; state++) {
            int reached = next[table.symbols[state]]++;
            int count = accuracy - (31 - Integer.numberOfLeadingZeros(reached));
            table.bits[state] = (byte) count;
            table.bases[state] = (short) ((reached << count) - size);
        }
        return table;
    }

    /** Reads a table's description. */
    static FseTable read(Bits.Forward in, int maxAccuracy, int maxSymbols) throws CorruptException {
        int accuracy = in.read(4) + 5;
        CorruptException.unless(accuracy <= maxAccuracy, "a table of accuracy " + accuracy);
        int[] probabilities = new int[maxSymbols];
        int left = 1 << accuracy;
        int symbol = 0;
        while (left > 0) {
            CorruptException.unless(symbol < maxSymbols, "a table of too many symbols");
            int probability = probability(in, left);
            probabilities[symbol++] = probability;
            left -= Math.abs(probability);
            if (probability == 0) {
                symbol += zeros(in, maxSymbols);
            }
        }
        CorruptException.unless(left == 0 && symbol <= maxSymbols, "a table whose probabilities make no whole");
        return of(accuracy, probabilities);
    }

    int start(Bits.Backward in) {
        return in.read(accuracy);
    }

    int symbol(int state) {
        return symbols[state];
    }

    int next(int state, Bits.Backward in) {
        return bases[state] + in.read(bits[state]);
    }

    private void spread(int[] probabilities, int[] next, int high) throws CorruptException {
        int size = 1 << accuracy;
        int step = (size >> 1) + (size >> 3) + 3;
        int place = 0;
        for (int symbol = 0; symbol < probabilities.length; symbol++) {
            if (probabilities[symbol] <= 0) {
                continue;
            }
            next[symbol] = probabilities[symbol];
            for (int i = 0; i < probabilities[symbol]; i++) {
                symbols[place] = (byte) symbol;
                do {
                    place = (place + step) & (size - 1);
                } while (place >= high);
            }
        }
        CorruptException.unless(place == 0, "a table that cannot be filled");
    }

    /** Reads one probability: small ones take a bit less, for what is left bounds them. */
    private static int probability(Bits.Forward in, int left) throws CorruptException {
        int count = 32 - Integer.numberOfLeadingZeros(left + 1);
        int low = (1 << (count - 1)) - 1;
        int threshold = (1 << count) - 1 - (left + 1);
        int value = in.peek(count);
        if ((value & low) < threshold) {
            return in.read(count - 1) - 1;
        }
        in.read(count);
        return (value > low ? value - threshold : value) - 1;
    }

    private static int zeros(Bits.Forward in, int most) throws CorruptException {
        int zeros = 0;
        int repeat;
        do {
            repeat = in.read(2);
            zeros += repeat;
        } while (repeat == 3 && zeros <= most);
        return zeros;
    }
}
