package io.pilotlight.http;

/**
 * How much of an answer is taken, so that a server cannot fill the memory.
 *
 * @param body the longest body in memory, in bytes after decoding; a streamed body has no limit of its own
 * @param headerFields the most header fields
 * @param headerBytes the longest head: its names and values together, in bytes; the network takes 256 KiB at most
 * @param ratio how many times longer than what arrived a decoded body may be, once it is longer than 16 MiB
 */
public record Limits(long body, int headerFields, int headerBytes, int ratio) {
    /** 256 MiB of body, 256 header fields of 64 KiB together, and 250 times what arrived: what holds if nothing is said. */
    public static final Limits DEFAULT = new Limits(256L << 20, 256, 64 << 10, 250);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if no array can be as long as the body, or another number is less than 1
     */
    public Limits {
        if (body < 0 || body > Integer.MAX_VALUE - 9) {
            throw new IllegalArgumentException(
                    "Not a size in memory: " + body + "; take 0 to " + (Integer.MAX_VALUE - 9) + ", or stream");
        }
        requirePositive("number of header fields", headerFields);
        requirePositive("length of a head", headerBytes);
        requirePositive("ratio", ratio);
    }

    /**
     * Returns the same limits with another for the body in memory.
     *
     * @param other bytes, 0 to about 2 GiB
     * @return other limits
     * @throws IllegalArgumentException if no array can be that long
     */
    public Limits withBody(long other) {
        return new Limits(other, headerFields, headerBytes, ratio);
    }

    /**
     * Returns the same limits with others for the head.
     *
     * @param fields the most header fields, 1 or more
     * @param bytes the longest head, 1 or more
     * @return other limits
     * @throws IllegalArgumentException if a number is less than 1
     */
    public Limits withHeaders(int fields, int bytes) {
        return new Limits(body, fields, bytes, ratio);
    }

    /**
     * Returns the same limits with another for decoding.
     *
     * @param other how many times longer a body may become, 1 or more
     * @return other limits
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Limits withRatio(int other) {
        return new Limits(body, headerFields, headerBytes, other);
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Not a " + what + ": " + value + "; take 1 or more");
        }
    }
}
