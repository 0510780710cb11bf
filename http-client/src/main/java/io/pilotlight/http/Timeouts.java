package io.pilotlight.http;

import java.time.Duration;

/**
 * How long to wait, and for what.
 *
 * @param connect for a connection, TLS included
 * @param read for the next bytes of an answer
 * @param write for room to send more
 * @param pool for a connection to be free, where their number is limited
 * @param total for the whole exchange: every redirect and retry, and the body to its end
 */
public record Timeouts(Duration connect, Duration read, Duration write, Duration pool, Duration total) {
    /** Waits for ever. */
    public static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    /**
     * Ten seconds to connect and to wait for a free connection, thirty between bytes either way, no limit for the whole:
     * what holds if nothing is said.
     */
    public static final Timeouts DEFAULT = new Timeouts(TEN_SECONDS, HALF_A_MINUTE, HALF_A_MINUTE, TEN_SECONDS, NEVER);

    /**
     * Checks the durations.
     *
     * @throws IllegalArgumentException if one is less than a millisecond
     */
    public Timeouts {
        require("connect", connect);
        require("read", read);
        require("write", write);
        require("pool", pool);
        require("total", total);
    }

    /**
     * Makes timeouts of one duration for everything but the whole.
     *
     * @param each a millisecond or more, or {@link #NEVER}
     * @return timeouts without a limit for the whole
     * @throws IllegalArgumentException if the duration is less than a millisecond
     */
    public static Timeouts of(Duration each) {
        return of(each, each);
    }

    /**
     * Makes timeouts to connect, which is also that of the pool, and to wait for bytes, which is also that of writing.
     *
     * @param connect a millisecond or more, or {@link #NEVER}
     * @param read a millisecond or more, or {@link #NEVER}
     * @return timeouts without a limit for the whole
     * @throws IllegalArgumentException if a duration is less than a millisecond
     */
    public static Timeouts of(Duration connect, Duration read) {
        return new Timeouts(connect, read, read, connect, NEVER);
    }

    /**
     * Returns the same timeouts with another limit for writing.
     *
     * @param other a millisecond or more, or {@link #NEVER}
     * @return other timeouts
     * @throws IllegalArgumentException if the duration is less than a millisecond
     */
    public Timeouts withWrite(Duration other) {
        return new Timeouts(connect, read, other, pool, total);
    }

    /**
     * Returns the same timeouts with another limit for waiting until a connection is free.
     *
     * @param other a millisecond or more, or {@link #NEVER}
     * @return other timeouts
     * @throws IllegalArgumentException if the duration is less than a millisecond
     */
    public Timeouts withPool(Duration other) {
        return new Timeouts(connect, read, write, other, total);
    }

    /**
     * Returns the same timeouts with a limit for the whole exchange.
     *
     * @param other a millisecond or more, or {@link #NEVER}
     * @return other timeouts
     * @throws IllegalArgumentException if the duration is less than a millisecond
     */
    public Timeouts withTotal(Duration other) {
        return other.equals(total) ? this : new Timeouts(connect, read, write, pool, other);
    }

    private static void require(String name, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("Not a usable " + name + " timeout: " + value
                    + "; take a millisecond or more, or Timeouts.NEVER to wait for ever");
        }
    }
}
