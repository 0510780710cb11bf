package io.pilotlight.http.wire;

import java.time.Duration;

/**
 * How long an exchange may wait.
 *
 * @param connect for one address, and what a proxy and TLS need behind it
 * @param read for the next bytes of an answer
 * @param write for room to send more
 * @param total for the whole, the answer's body included
 * @param leave for a server's leave to send a body, if a request asks for it; then the body is sent all the same (RFC 9110,
 *     section 10.1.1)
 */
public record Waits(Duration connect, Duration read, Duration write, Duration total, Duration leave) {
    /** Waits for ever. */
    public static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

    /**
     * Checks the durations.
     *
     * @throws IllegalArgumentException if one is zero or less
     */
    public Waits {
        requirePositive(connect);
        requirePositive(read);
        requirePositive(write);
        requirePositive(total);
        requirePositive(leave);
    }

    /** Nanoseconds; the most there are for what has more. */
    static long nanos(Duration duration) {
        return duration.compareTo(NEVER) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    private static void requirePositive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("Not a time to wait: " + duration + "; take more than zero");
        }
    }
}
