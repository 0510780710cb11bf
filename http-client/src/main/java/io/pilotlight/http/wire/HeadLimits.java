package io.pilotlight.http.wire;

/**
 * How much of a head is read before it is refused; interim answers and trailers count.
 *
 * @param bytes of the status line and all fields
 * @param fields how many
 */
public record HeadLimits(int bytes, int fields) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is less than 1
     */
    public HeadLimits {
        if (bytes < 1 || fields < 1) {
            throw new IllegalArgumentException(
                    "Not limits of a head: " + bytes + " bytes, " + fields + " fields; take 1 or more of each");
        }
    }
}
