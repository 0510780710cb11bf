package io.pilotlight.http.wire;

import java.time.Duration;

/**
 * How many idle connections are kept, and how long.
 *
 * @param perDestination how many to one place
 * @param total how many in all; 0 keeps none
 * @param idle how long one may be idle
 */
public record Keep(int perDestination, int total, Duration idle) {
    /** Five to one place, 64 in all, one minute: what holds if nothing is said. */
    public static final Keep DEFAULT = new Keep(5, 64, Duration.ofMinutes(1));

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public Keep {
        if (perDestination < 0 || total < 0 || idle.isNegative()) {
            throw new IllegalArgumentException("Not a number of connections to keep: " + perDestination + " of " + total
                    + " for " + idle + "; take 0 or more");
        }
    }
}
