package io.pilotlight.faas.flow;

import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * At most one timer, for an owner who watches over many things that fall due one after another. Its owner's lock guards
 * it; what it runs, it runs without that lock.
 *
 * <p>A timer that has begun can no longer be cancelled. If meanwhile it was, and another one was set in its place, it
 * comes too late: {@link #isDue} tells, and the other one will come.
 */
public final class OneTimer {
    private final Time time;
    private final LongConsumer action;
    private @Nullable Scheduled timer;
    private long number;

    /**
     * Makes a timer that is not set.
     *
     * @param action is handed the number of the timer that runs it; its first step is to ask {@link #isDue}
     */
    public OneTimer(Time time, LongConsumer action) {
        this.time = time;
        this.action = action;
    }

    /** Says whether it is set and has not been due yet. */
    public boolean isSet() {
        return timer != null;
    }

    /** Sets it; the owner has asked before that it {@link #isSet} not. */
    public void set(Duration delay) {
        long mine = ++number;
        timer = time.schedule(delay, () -> action.accept(mine));
    }

    /** Lets it go, if it is set. */
    public void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Says whether the timer of that number is the one that is set, which it is no longer then. */
    public boolean isDue(long of) {
        boolean due = timer != null && of == number;
        if (due) {
            timer = null;
        }
        return due;
    }
}
