package io.pilotlight.faas.execution;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Seat;
import io.pilotlight.faas.flow.Worker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An invocation that runs on a worker right now. Once finished, nothing can hit the worker through it. */
final class Run {
    private final Worker worker;
    private final Invocation invocation;
    private final Seat seat;
    private final long startedNanos;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private boolean finished;

    @GuardedBy("lock")
    private boolean hit;

    @GuardedBy("lock")
    private @Nullable Scheduled abandonment;

    Run(Worker worker, Invocation invocation, Seat seat, long startedNanos) {
        this.worker = worker;
        this.invocation = invocation;
        this.seat = seat;
        this.startedNanos = startedNanos;
    }

    Invocation invocation() {
        return invocation;
    }

    long startedNanos() {
        return startedNanos;
    }

    /** Makes the handler come to an end, unless it has. */
    void interrupt() {
        synchronized (lock) {
            if (!finished) {
                hit = true;
                worker.interrupt();
            }
        }
    }

    /** Makes the handler come to an end, unless it has, and gives the worker up if it does not within the grace time. */
    void interruptWithin(Duration grace, Time time) {
        synchronized (lock) {
            if (!finished) {
                abandonment = time.schedule(grace, seat::abandon);
                hit = true;
                worker.interrupt();
            }
        }
    }

    /** Says that the handler has come to an end, on its own thread: an interrupt that came for it is over, too. */
    void finish() {
        boolean own;
        synchronized (lock) {
            finished = true;
            own = hit;
            if (abandonment != null) {
                abandonment.cancel();
            }
        }
        if (Thread.interrupted() && !own) {
            seat.interruptedByOthers();
        }
    }
}
