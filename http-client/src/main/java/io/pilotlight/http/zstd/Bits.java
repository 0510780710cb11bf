package io.pilotlight.http.zstd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Single bits of an array that has eight bytes to spare behind what is read. */
final class Bits {
    /** How many bytes an array must have behind its content. */
    static final int SPARE = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bits() {}

    /** Returns up to 56 bits from a bit's place on, the lowest first. */
    static long at(byte[] bytes, long place, int count) {
        long word = (long) LONGS.get(bytes, (int) (place >>> 3));
        return word >>> (place & 7) & ((1L << count) - 1);
    }

    /** Reads from the front: how tables are described. */
    static final class Forward {
        private final byte[] bytes;
        private final long end;
        private long place;

        Forward(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.place = from * 8L;
            this.end = to * 8L;
        }

        int read(int count) throws CorruptException {
            CorruptException.unless(place + count <= end, "a table that is cut off");
            int bits = (int) at(bytes, place, count);
            place += count;
            return bits;
        }

        /** Returns bits without taking them; what lies behind the end is zero. */
        int peek(int count) {
            int there = (int) Math.max(0, Math.min(count, end - place));
            return (int) at(bytes, place, there);
        }

        /** Returns the place of the first byte that was not touched. */
        int byteBehind() {
            return (int) ((place + 7) >>> 3);
        }
    }

    /** Reads from the back, where the highest bit that is set marks the start. */
    static final class Backward {
        private final byte[] bytes;
        private final long start;
        private long place;

        Backward(byte[] bytes, int from, int to) throws CorruptException {
            CorruptException.unless(to > from && bytes[to - 1] != 0, "a stream of bits without a start");
            this.bytes = bytes;
            this.start = from * 8L;
            this.place = to * 8L - Integer.numberOfLeadingZeros(bytes[to - 1] & 0xff) + 23;
        }

        /** Takes bits; what lies before the stream's end is zero. */
        int read(int count) {
            int bits = peek(count);
            place -= count;
            return bits;
        }

        int peek(int count) {
            long from = place - count;
            if (from >= start) {
                return (int) at(bytes, from, count);
            }
            int there = (int) (place - start);
            return there <= 0 ? 0 : (int) (at(bytes, start, there) << (count - there));
        }

        void skip(int count) {
            place -= count;
        }

        /** Returns how many bits are left; less than zero if more were taken than there are. */
        long left() {
            return place - start;
        }
    }
}
