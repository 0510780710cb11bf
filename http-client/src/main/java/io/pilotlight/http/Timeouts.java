package io.pilotlight.http;

import java.time.Duration;

/**
 * How long to wait, and for what.
 *
 * @param connect for a connection, TLS included
 * @param read for the next bytes of an answer, and for room to send more
 * @param total for the whole exchange: every redirect, and the body to its end
 */
public record Timeouts(Duration connect, Duration read, Duration total) {
    /** Waits for ever. */
    public static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

    /** Ten seconds to connect, thirty between bytes, no limit for the whole: what holds if nothing is said. */
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), NEVER);

    /**
     * Checks the durations.
     *
     * @throws IllegalArgumentException if one is less than a millisecond
     */
    public Timeouts {
        require("connect", connect);
        require("read", read);
        require("total", total);
    }

    /**
     * Makes timeouts of one duration to connect and to wait for bytes.
     *
     * @param each a millisecond or more, or {@link #NEVER}
     * @return timeouts without a limit for the whole
     * @throws IllegalArgumentException if the duration is less than a millisecond
     */
    public static Timeouts of(Duration each) {
        return of(each, each);
    }

    /**
     * Makes timeouts to connect and to wait for bytes.
     *
     * @param connect a millisecond or more, or {@link #NEVER}
     * @param read a millisecond or more, or {@link #NEVER}
     * @return timeouts without a limit for the whole
     * @throws IllegalArgumentException if a duration is less than a millisecond
     */
    public static Timeouts of(Duration connect, Duration read) {
        return new Timeouts(connect, read, NEVER);
    }

    /**
     * Returns the same timeouts with a limit for the whole exchange.
     *
     * @param total a millisecond or more, or {@link #NEVER}
     * @return other timeouts
     * @throws IllegalArgumentException if the duration is less than a millisecond
     */
    public Timeouts withTotal(Duration total) {
        return new Timeouts(connect, read, total);
    }

    private static void require(String name, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("Not a usable " + name + " timeout: " + value
                    + "; take a millisecond or more, or Timeouts.NEVER to wait for ever");
        }
    }
}
