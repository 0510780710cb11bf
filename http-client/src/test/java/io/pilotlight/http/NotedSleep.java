package io.pilotlight.http;

import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Time that stands still, in which sleeping takes none and is written down.
 *
 * @param slept what was slept, in order
 */
public record NotedSleep(List<Duration> slept) implements Time {
    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public long nanos() {
        return 0;
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable action) {
        throw new AssertionError("What sleeps here schedules nothing");
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        slept.add(duration);
    }
}
