package io.pilotlight.faas.flow;

import java.time.Duration;

/** Durations cut at a hundred years: that is as good as never, and can be added to any clock. */
public final class Nanos {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Nanos() {}

    /** Returns a duration in nanoseconds. */
    public static long of(Duration duration) {
        return cut(duration).toNanos();
    }

    /** Returns the duration, or a hundred years if it is longer. */
    public static Duration cut(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }
}
