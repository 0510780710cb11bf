package io.pilotlight.faas.execution;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Nanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches over the runs of one function. As all have the same time, the first to start is the first to be late, and one
 * timer is enough: a run that ends in time costs no timer at all. The list of what runs goes through the runs themselves,
 * so that it costs no memory either.
 */
final class Deadlines {
    private final long timeoutNanos;
    private final Time time;
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
    private @Nullable Scheduled watch;

    /**
     * Makes the deadlines of a function of which nothing runs.
     *
     * @param late is handed all that are late at the same moment, the first to start first
     */
    Deadlines(Duration timeout, Time time, Consumer<List<Run>> late) {
        this.timeoutNanos = Nanos.of(timeout);
        this.time = time;
        this.late = late;
    }

    void add(Run run) {
        synchronized (lock) {
            append(run);
            if (watch == null) {
                watch = time.schedule(Duration.ofNanos(timeoutNanos), this::look);
            }
        }
    }

    /** Forgets a run; does nothing if it is not there. */
    void remove(Run run) {
        synchronized (lock) {
            if (run.listed) {
                unlink(run);
            }
        }
    }

    /** Returns what runs, late or not, in the order in which it began. */
    List<Invocation> running() {
        List<Invocation> all = new ArrayList<>();
        synchronized (lock) {
            for (Run run = first; run != null; run = run.later) {
                all.add(run.invocation());
            }
        }
        return all;
    }

    /** Lets the timer go if nothing runs that is not late. */
    void rest() {
        synchronized (lock) {
            if (watch != null && next == null) {
                watch.cancel();
                watch = null;
            }
        }
    }

    private void look() {
        List<Run> lateOnes = new ArrayList<>();
        synchronized (lock) {
            watch = null;
            long now = time.nanos();
            for (Run run = next; run != null; run = next) {
                long left = run.startedNanos() + timeoutNanos - now;
                if (left > 0) {
                    watch = time.schedule(Duration.ofNanos(left), this::look);
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
    private void append(Run run) {
        run.listed = true;
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
        run.listed = false;
        run.earlier = null;
        run.later = null;
    }
}
