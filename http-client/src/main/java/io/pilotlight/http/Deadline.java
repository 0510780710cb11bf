package io.pilotlight.http;

import io.pilotlight.core.time.Time;
import java.time.Duration;

/** The time that is left for a whole exchange. */
final class Deadline {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Time time;
    private final Duration total;
    private final long startedAt;

    /** Begins to count. */
    Deadline(Time time, Duration total) {
        this.time = time;
        this.total = total;
        this.startedAt = time.nanos();
    }

    /** Returns what is left, a millisecond or more. */
    Duration left() {
        if (total.equals(Timeouts.NEVER)) {
            return total;
        }
        Duration left = total.minusNanos(time.nanos() - startedAt);
        if (left.compareTo(SHORTEST) < 0) {
            throw new DeadlineExceededException(
                    "The " + total + " for the whole exchange are over; allow more time in total", null);
        }
        return left;
    }
}
