package io.pilotlight.faas.execution;

import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Cost;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Nanos;
import io.pilotlight.faas.flow.Runner;
import io.pilotlight.faas.flow.Seat;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.flow.Worker;
import io.pilotlight.faas.flow.WorkerStartException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs invocations of one function under their deadline.
 *
 * <p>At the deadline the caller has its outcome at once, and the worker is interrupted. If it does not come back within
 * the grace time, its capacity is given to others and its thread counts as a runaway until it ends. A result that comes
 * after the deadline decides nothing.
 */
public final class Execution implements Runner {
    private final Limits limits;
    private final boolean inline;
    private final long timeoutNanos;
    private final Time time;
    private final Ladder ladder;
    private final Deadlines deadlines;

    /**
     * Makes an execution.
     *
     * @param inline whether invocations run on the thread that lets them in, so that they are ready when they are let in
     * @param ladder what follows when the time is up
     */
    public Execution(Limits limits, boolean inline, Ladder ladder) {
        this.inline = inline;
        this.limits = limits;
        this.timeoutNanos = Nanos.of(limits.timeout());
        this.time = ladder.time();
        this.ladder = ladder;
        this.deadlines =
                new Deadlines(limits.timeout(), time, ladder.debugger(), late -> ladder.giveUp(late, this::timedOut));
    }

    @Override
    public boolean run(Worker worker, Invocation invocation, Seat seat) {
        long started = inline ? invocation.readyNanos() : time.nanos();
        invocation.ready(started);
        Run run = new Run(worker, invocation, seat, started);
        invocation.stopWith(run);
        @Nullable Verdict verdict = runWatched(worker, run);
        deadlines.remove(run);
        run.finish();
        invocation.letGo();
        return verdict != null && invocation.decide(verdict);
    }

    @Override
    public boolean failToStart(Invocation invocation, WorkerStartException problem) {
        invocation.ready(time.nanos());
        return invocation.decide(new Verdict.Failed(problem.failure(), Cost.NONE));
    }

    @Override
    public void settle(Invocation invocation) {
        ladder.settle().accept(invocation);
    }

    @Override
    public List<Invocation> running(Predicate<Seat> where) {
        return deadlines.running(where);
    }

    @Override
    public void rest() {
        deadlines.rest();
    }

    /** Runs it; null if it was taken back on its way here, and so is decided. */
    private @Nullable Verdict runWatched(Worker worker, Run run) {
        try {
            deadlines.add(run);
            return run.invocation().isDecided()
                    ? null
                    : worker.run(run.invocation(), run.startedNanos() + timeoutNanos);
        } catch (RuntimeException | Error e) { // no memory, no thread for the timer: the capacity must come back
            return new Verdict.Failed(
                    Failure.of(Failure.Kind.HANDLER, e), Cost.ofTime(time.nanos() - run.startedNanos()));
        }
    }

    private Verdict timedOut(Run run) {
        return new Verdict.TimedOut(limits.timeout(), Cost.ofTime(time.nanos() - run.startedNanos()));
    }
}
