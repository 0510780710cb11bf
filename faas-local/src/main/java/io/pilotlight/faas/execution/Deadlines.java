package io.pilotlight.faas.execution;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Nanos;
import io.pilotlight.faas.flow.OneTimer;
import io.pilotlight.faas.flow.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Watches over the runs of one function. As all have the same time, the first to start is the first to be late, and one
 * timer is enough: a run that ends in time costs no timer at all. The list of what runs goes through the runs themselves,
 * so that it costs no memory either.
 *
 * <p>The time in which a debugger is attached does not count. Where there may be one, it is asked for four times a second
 * while something runs, and at each deadline; what lies between two answers of which one was yes, is left out.
 */
final class Deadlines {
    /** How often it is asked for a debugger. */
    static final Duration PERIOD = Duration.ofMillis(250);

    private final long timeoutNanos;
    private final Time time;
    private final Debugger debugger;
    private final Consumer<List<Run>> late;

    private final Object lock = new Object();

    /** What runs: first who is late already, then who is not, in order of their deadlines. */
    @GuardedBy("lock")
    private @Nullable Run first;

    @GuardedBy("lock")
    private @Nullable Run last;

    /** The first who is not late yet. */
    @GuardedBy("lock")
    private @Nullable Run next;

    @GuardedBy("lock")
    private final OneTimer watch;

    /** How long a debugger has been attached while something ran. */
    @GuardedBy("lock")
    private long paused;

    /** Since when it has not been asked for a debugger, and what was the answer then. */
    @GuardedBy("lock")
    private long askedAt;

    @GuardedBy("lock")
    private boolean debugged;

    /**
     * Makes the deadlines of a function of which nothing runs.
     *
     * @param late is handed all that are late at the same moment, the first to start first
     */
    Deadlines(Duration timeout, Time time, Debugger debugger, Consumer<List<Run>> late) {
        this.timeoutNanos = Nanos.of(timeout);
        this.time = time;
        this.debugger = debugger;
        this.late = late;
        this.watch = new OneTimer(time, this::look);
    }

    void add(Run run) {
        synchronized (lock) {
            run.pausedBefore = paused;
            append(run);
            if (!watch.isSet()) {
                askedAt = run.startedNanos();
                lookIn(timeoutNanos);
            }
        }
    }

    /** Forgets a run; does nothing if it is not there. */
    void remove(Run run) {
        synchronized (lock) {
            if (run.earlier != null || run == first) {
                unlink(run);
            }
        }
    }

    /** Returns what runs where it is asked for, late or not, in the order in which it began. */
    List<Invocation> running(Predicate<Seat> where) {
        List<Invocation> all = new ArrayList<>();
        synchronized (lock) {
            for (Run run = first; run != null; run = run.later) {
                if (where.test(run.seat())) {
                    all.add(run.invocation());
                }
            }
        }
        return all;
    }

    /** Lets the timer go if nothing runs that is not late. */
    void rest() {
        synchronized (lock) {
            if (next == null) {
                watch.cancel();
            }
        }
    }

    private void look(long timer) {
        List<Run> lateOnes = new ArrayList<>();
        boolean attached = debugger.attached();
        synchronized (lock) {
            if (!watch.isDue(timer)) {
                return;
            }
            long now = time.nanos();
            pauseIf(attached, now);
            for (Run run = next; run != null; run = next) {
                long left = run.startedNanos() + timeoutNanos + paused - run.pausedBefore - now;
                if (left > 0) {
                    lookIn(left);
                    break;
                }
                lateOnes.add(run);
                next = run.later;
            }
        }
        if (!lateOnes.isEmpty()) {
            late.accept(lateOnes);
        }
    }

    @GuardedBy("lock")
    private void lookIn(long nanos) {
        watch.set(Duration.ofNanos(debugger.possible() ? Math.min(nanos, PERIOD.toNanos()) : nanos));
    }

    /** Leaves out the time since it was last asked for a debugger, if one was attached at its beginning or at its end. */
    @GuardedBy("lock")
    private void pauseIf(boolean attached, long now) {
        if (attached || debugged) {
            paused += now - askedAt;
        }
        askedAt = now;
        debugged = attached;
    }

    @GuardedBy("lock")
    private void append(Run run) {
        run.earlier = last;
        if (last == null) {
            first = run;
        } else {
            last.later = run;
        }
        last = run;
        if (next == null) {
            next = run;
        }
    }

    @GuardedBy("lock")
    private void unlink(Run run) {
        Run before = run.earlier;
        Run after = run.later;
        if (before == null) {
            first = after;
        } else {
            before.later = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.earlier = before;
        }
        if (next == run) {
            next = after;
        }
        run.earlier = null;
        run.later = null;
    }
}
