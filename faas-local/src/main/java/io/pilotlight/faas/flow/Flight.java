package io.pilotlight.faas.flow;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.function.ColdStart;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * An invocation as Java Flight Recorder sees it: an event for each phase that it came through, and one for the whole.
 *
 * <p>Begun only while a recording wants one of them. The times are the machine's, also where the runtime's are virtual. The phase that is open
 * when the invocation is decided ends there; what comes later is of no account.
 */
final class Flight {
    private final Invocation invocation;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final WholeEvent whole = new WholeEvent();

    @GuardedBy("lock")
    private @Nullable Phase open;

    @GuardedBy("lock")
    private boolean landed;

    private Flight(Invocation invocation) {
        this.invocation = invocation;
        this.open = new QueueEvent();
    }

    /** Begins to follow an invocation that has just arrived; null if no recording wants to know. */
    static @Nullable Flight of(Invocation invocation) {
        if (!isWanted()) {
            return null;
        }
        Flight flight = new Flight(invocation);
        flight.begin();
        return flight;
    }

    /** Ends the wait in the queue, and begins the wait for a worker. */
    void admitted() {
        next(new InitEvent());
    }

    /** Ends the wait for a worker, and begins the run. */
    void ready() {
        next(new RunEvent());
    }

    /** Ends the wait in the queue. */
    void waited() {
        next(null);
    }

    /** Ends it all: the phase that is open, unless it is a run that never was one, and the whole. */
    void decided(Verdict verdict) {
        synchronized (lock) {
            if (open instanceof RunEvent && !verdict.cost().ran()) {
                open = null;
            }
            next(null);
            landed = true;
            whole.cold = coldReason();
            whole.outcome = outcome(verdict);
            whole.reason = reason(verdict);
            write(whole);
        }
    }

    private static boolean isWanted() {
        return new WholeEvent().isEnabled()
                || new QueueEvent().isEnabled()
                || new InitEvent().isEnabled()
                || new RunEvent().isEnabled();
    }

    private void begin() {
        synchronized (lock) {
            whole.begin();
            if (open != null) {
                open.begin();
            }
        }
    }

    private void next(@Nullable Phase phase) {
        synchronized (lock) {
            if (landed) {
                return;
            }
            if (open != null) {
                if (open instanceof InitEvent init) {
                    init.cold = coldReason();
                }
                write(open);
            }
            open = phase;
            if (phase != null) {
                phase.begin();
            }
        }
    }

    private void write(Phase phase) {
        phase.end();
        if (phase.shouldCommit()) {
            phase.invocationId = invocation.id();
            phase.function = invocation.function();
            phase.version = invocation.version();
            phase.attempt = invocation.attempt();
            phase.commit();
        }
    }

    private @Nullable String coldReason() {
        ColdStart cold = invocation.cold();
        return cold == null ? null : cold.name();
    }

    private static String outcome(Verdict verdict) {
        if (verdict instanceof Verdict.Succeeded) {
            return "succeeded";
        }
        if (verdict instanceof Verdict.Failed) {
            return "failed";
        }
        return verdict instanceof Verdict.Rejected ? "rejected" : "timed out";
    }

    private static @Nullable String reason(Verdict verdict) {
        if (verdict instanceof Verdict.Failed failed) {
            return failed.failure().kind().name();
        }
        return verdict instanceof Verdict.Rejected rejected ? rejected.reason().name() : null;
    }

    /** What all of them say. A field that is null was not reached, or does not apply. */
    @Category("Pilotlight")
    @StackTrace(false)
    abstract static class Phase extends Event {
        @Label("Invocation Id")
        @Nullable
        String invocationId;

        @Label("Function")
        @Nullable
        String function;

        @Label("Version")
        @Nullable
        String version;

        @Label("Attempt")
        int attempt;
    }

    /** From arrival until it may run, or is refused. */
    @Name("io.pilotlight.Queue")
    @Label("Queue")
    @Description("An invocation waits until it may run")
    static final class QueueEvent extends Phase {}

    /** From there until a worker has it. */
    @Name("io.pilotlight.Init")
    @Label("Init")
    @Description("An invocation waits until its worker is ready")
    static final class InitEvent extends Phase {
        @Label("Cold Start")
        @Description("Why a worker had to be made; none if one was there")
        @Nullable
        String cold;
    }

    /** From there until it is decided. */
    @Name("io.pilotlight.Run")
    @Label("Run")
    @Description("A handler runs")
    static final class RunEvent extends Phase {}

    /** From arrival until it is decided. */
    @Name("io.pilotlight.Invocation")
    @Label("Invocation")
    @Description("An invocation, from its arrival until its outcome is decided")
    static final class WholeEvent extends Phase {
        @Label("Outcome")
        @Nullable
        String outcome;

        @Label("Reason")
        @Description("The kind of a failure, or why it was rejected")
        @Nullable
        String reason;

        @Label("Cold Start")
        @Description("Why a worker had to be made; none if one was there")
        @Nullable
        String cold;
    }
}
