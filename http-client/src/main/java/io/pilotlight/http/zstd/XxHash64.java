package io.pilotlight.http.zstd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The checksum of a frame: XXH64 with seed 0. */
final class XxHash64 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    private static final int STRIPE = 32;

    private final long[] lanes = {0x60EA27EEADC0B5D6L, P2, 0, -P1};
    private final byte[] rest = new byte[STRIPE];
    private int resting;
    private long total;

    void update(byte[] bytes, int offset, int count) {
        total += count;
        int from = offset;
        int left = count;
        if (resting > 0) {
            int taken = Math.min(left, STRIPE - resting);
            System.arraycopy(bytes, from, rest, resting, taken);
            resting += taken;
            from += taken;
            left -= taken;
            if (resting < STRIPE) {
                return;
            }
            stripe(rest, 0);
            resting = 0;
        }
        for (; left >= STRIPE; left -= STRIPE, from += STRIPE) {
            stripe(bytes, from);
        }
        System.arraycopy(bytes, from, rest, 0, left);
        resting = left;
    }

    long value() {
        long hash = total < STRIPE ? P5 : merged();
        hash += total;
        int i = 0;
        for (; i + 8 <= resting; i += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONGS.get(rest, i)), 27) * P1 + P4;
        }
        if (i + 4 <= resting) {
            hash = Long.rotateLeft(hash ^ ((int) INTS.get(rest, i) & 0xffffffffL) * P1, 23) * P2 + P3;
            i += 4;
        }
        for (; i < resting; i++) {
            hash = Long.rotateLeft(hash ^ (rest[i] & 0xff) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }

    private void stripe(byte[] bytes, int from) {
        for (int lane = 0; lane < 4; lane++) {
            lanes[lane] = round(lanes[lane], (long) LONGS.get(bytes, from + lane * 8));
        }
    }

    private long merged() {
        long hash = Long.rotateLeft(lanes[0], 1)
                + Long.rotateLeft(lanes[1], 7)
                + Long.rotateLeft(lanes[2], 12)
                + Long.rotateLeft(lanes[3], 18);
        for (long lane : lanes) {
            hash = (hash ^ round(0, lane)) * P1 + P4;
        }
        return hash;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }
}
