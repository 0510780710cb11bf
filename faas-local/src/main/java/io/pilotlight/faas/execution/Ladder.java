package io.pilotlight.faas.execution;

import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Nanos;
import io.pilotlight.faas.flow.Verdict;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The steps that follow when an invocation takes too long: the caller has its outcome at once, the worker is
 * interrupted, and after the grace time its capacity is given to others.
 *
 * @param time the time by which all of this goes
 * @param grace how long an interrupted worker may take to come back
 * @param settle is handed each invocation that was decided here
 */
public record Ladder(Time time, Duration grace, Consumer<Invocation> settle) {
    /** Cuts the grace time to what a clock can carry. */
    public Ladder {
        grace = Nanos.cut(grace);
    }

    /** Gives a run up that is late. */
    void giveUp(Run run, Verdict verdict) {
        boolean decided = run.invocation().decide(verdict);
        try {
            run.interruptWithin(grace, time);
        } finally {
            if (decided) {
                settle.accept(run.invocation());
            }
        }
    }
}
