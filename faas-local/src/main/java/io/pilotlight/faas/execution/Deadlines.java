package io.pilotlight.faas.execution;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Nanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches over the runs of one function. As all have the same time, the first to start is the first to be late, and one
 * timer is enough: a run that ends in time costs no timer at all.
 */
final class Deadlines {
    private final long timeoutNanos;
    private final Time time;
    private final Consumer<Run> late;

    private final Object lock = new Object();

    /** What runs, in order of its deadline. */
    @GuardedBy("lock")
    private final Set<Run> running = new LinkedHashSet<>();

    @GuardedBy("lock")
    private @Nullable Scheduled watch;

    Deadlines(Duration timeout, Time time, Consumer<Run> late) {
        this.timeoutNanos = Nanos.of(timeout);
        this.time = time;
        this.late = late;
    }

    void add(Run run) {
        synchronized (lock) {
            running.add(run);
            if (watch == null) {
                watch = time.schedule(Duration.ofNanos(timeoutNanos), this::look);
            }
        }
    }

    void remove(Run run) {
        synchronized (lock) {
            running.remove(run);
        }
    }

    /** Lets the timer go if nothing runs. */
    void rest() {
        synchronized (lock) {
            if (watch != null && running.isEmpty()) {
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
            Iterator<Run> inOrder = running.iterator();
            while (inOrder.hasNext()) {
                Run first = inOrder.next();
                long left = first.startedNanos() + timeoutNanos - now;
                if (left > 0) {
                    watch = time.schedule(Duration.ofNanos(left), this::look);
                    break;
                }
                lateOnes.add(first);
                inOrder.remove();
            }
        }
        tell(lateOnes);
    }

    /** Whatever goes wrong with one, the others are told too. */
    private void tell(List<Run> lateOnes) {
        @Nullable RuntimeException problem = null;
        for (Run run : lateOnes) {
            try {
                late.accept(run);
            } catch (RuntimeException | Error e) {
                problem = problem == null ? new IllegalStateException("A time-out went wrong", e) : problem;
            }
        }
        if (problem != null) {
            throw problem; // to whoever keeps the time, which logs it
        }
    }
}
