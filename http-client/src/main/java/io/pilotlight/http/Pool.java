package io.pilotlight.http;

import java.time.Duration;
import java.util.Objects;

/**
 * How many connections a session has, and how long it keeps those that nobody uses.
 *
 * <p>A request counts from when it is sent until its answer's content was read or closed; each has at most one connection.
 * Over HTTP/2 many share one, and each of them counts. Who finds no place waits in line, for as long as
 * {@link Timeouts#pool()} says; the line is fair.
 *
 * @param perHost how many requests of one scheme, host and port are under way at once; 1 or more
 * @param total how many in all; 1 or more
 * @param idle how many connections without a request are kept; 0 keeps none
 * @param idleTime for how long these are kept; a millisecond or more
 */
public record Pool(int perHost, int total, int idle, Duration idleTime) {
    /** As many requests at once as are sent; 64 connections are kept for a minute: what holds if nothing is said. */
    public static final Pool DEFAULT = new Pool(Integer.MAX_VALUE, Integer.MAX_VALUE, 64, Duration.ofMinutes(1));

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a number or the duration is too small
     */
    public Pool {
        require("perHost", perHost, 1);
        require("total", total, 1);
        require("idle", idle, 0);
        Objects.requireNonNull(idleTime, "idleTime");
        if (idleTime.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("Not a time to keep connections: " + idleTime
                    + "; take a millisecond or more, or set idle to 0 to keep none");
        }
    }

    /**
     * Makes a pool of so many connections to one host, and the rest as in {@link #DEFAULT}.
     *
     * @param perHost 1 or more
     * @return a pool
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static Pool of(int perHost) {
        return new Pool(perHost, DEFAULT.total, DEFAULT.idle, DEFAULT.idleTime);
    }

    private static void require(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("Not a usable " + name + ": " + value + "; take " + least + " or more");
        }
    }
}
