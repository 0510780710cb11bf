package io.pilotlight.faas.execution;

import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Nanos;
import io.pilotlight.faas.flow.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The steps that follow when an invocation takes too long: the worker is interrupted, the caller has its outcome at once,
 * and after the grace time the worker's capacity is given to others.
 *
 * @param time the time by which all of this goes
 * @param grace how long an interrupted worker may take to come back
 * @param settle is handed each invocation that was decided here, in an action of its own: what depends on its outcome may
 *     take its time, and holds up nobody else's
 * @param debugger while it is attached, no time-out comes nearer
 */
public record Ladder(Time time, Duration grace, Consumer<Invocation> settle, Debugger debugger) {
    /** Cuts the grace time to what a clock can carry. */
    public Ladder {
        grace = Nanos.cut(grace);
    }

    /** Gives a run up that is late. */
    void giveUp(Run run, Verdict verdict) {
        giveUp(List.of(run), late -> verdict);
    }

    /**
     * Gives runs up that are late. All of them are interrupted before the first caller is told; whatever goes wrong with
     * one, the others are given up too.
     */
    void giveUp(List<Run> late, Function<Run, Verdict> verdicts) {
        List<Invocation> decided = new ArrayList<>(late.size());
        @Nullable RuntimeException problem = null;
        for (Run run : late) {
            try {
                if (run.invocation().decide(verdicts.apply(run))) {
                    decided.add(run.invocation());
                }
                run.interruptWithin(grace, time);
            } catch (RuntimeException | Error e) {
                problem = problem == null ? new IllegalStateException("A time-out went wrong", e) : problem;
            }
        }
        decided.forEach(this::settleSoon);
        if (problem != null) {
            throw problem; // to whoever keeps the time, which logs it
        }
    }

    private void settleSoon(Invocation invocation) {
        try {
            time.schedule(Duration.ZERO, () -> settle.accept(invocation));
        } catch (RuntimeException | Error noTimer) {
            settle.accept(invocation); // nobody is told twice, but everybody once
        }
    }
}
