package io.pilotlight.faas.flow;

import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that stands still and keeps its timers, of which one can begin and be held before its first step. */
public final class HeldTime implements Time {
    private final List<Runnable> waiting = new ArrayList<>();

    /** Begins the only timer there is, which cannot be cancelled from now on; its action is the caller's to run. */
    public Runnable begin() {
        if (waiting.size() != 1) {
            throw new IllegalStateException("one timer, and not " + waiting.size());
        }
        return waiting.remove(0);
    }

    /** Returns how many timers are set and have not begun. */
    public int pending() {
        return waiting.size();
    }

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
        Runnable own = action::run; // equal to nothing else
        waiting.add(own);
        return () -> waiting.remove(own);
    }
}
