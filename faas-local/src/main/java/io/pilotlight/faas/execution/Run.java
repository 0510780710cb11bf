package io.pilotlight.faas.execution;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Seat;
import io.pilotlight.faas.flow.Worker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * An invocation that runs on a worker right now. Once finished, nothing can hit the worker through it.
 *
 * <p>Most runs are never interrupted, and then end with one atomic write. A run is its own lock: nobody outside this room
 * sees it, and a lock object would be one more for each invocation.
 */
final class Run implements Runnable {
    private static final AtomicIntegerFieldUpdater<Run> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Run.class, "state");
    private static final int UNTOUCHED = 0;
    private static final int HIT = 1;
    private static final int FINISHED = 2;

    private final Worker worker;
    private final Invocation invocation;
    private final Seat seat;
    private final long startedNanos;

    /** Who compares it with {@link #UNTOUCHED} needs no lock; who changes it from {@link #HIT} does. */
    private volatile int state;

    @GuardedBy("this")
    private @Nullable Scheduled abandonment;

    // its place in the list of its deadlines, and how long it had been paused there before: theirs, under their lock
    @Nullable
    Run earlier;

    @Nullable
    Run later;

    long pausedBefore;

    Run(Worker worker, Invocation invocation, Seat seat, long startedNanos) {
        this.worker = worker;
        this.invocation = invocation;
        this.seat = seat;
        this.startedNanos = startedNanos;
    }

    Invocation invocation() {
        return invocation;
    }

    Seat seat() {
        return seat;
    }

    long startedNanos() {
        return startedNanos;
    }

    /** Makes the handler come to an end, unless it has: what whoever takes the invocation back does. */
    @Override
    public synchronized void run() {
        if (hit()) {
            worker.interrupt(seat.thread());
        }
    }

    /** Makes the handler come to an end, unless it has, and gives the worker up if it does not within the grace time. */
    synchronized void interruptWithin(Duration grace, Time time) {
        if (hit()) {
            seat.doubted();
            try {
                abandonment = time.schedule(grace, seat::abandon);
            } finally { // also where there is no timer to be had
                worker.interrupt(seat.thread());
            }
        }
    }

    /** Says that the handler has come to an end, on its own thread: an interrupt that came for it is over, too. */
    void finish() {
        if (STATE.compareAndSet(this, UNTOUCHED, FINISHED)) {
            if (Thread.interrupted()) {
                seat.interruptedByOthers();
            }
        } else {
            finishInterrupted();
        }
    }

    /** Waits for whoever interrupts right now. */
    private synchronized void finishInterrupted() {
        state = FINISHED;
        if (abandonment != null) {
            abandonment.cancel();
        }
        Thread.interrupted();
    }

    /** Says that an interrupt is on its way; false if it would come too late. */
    @GuardedBy("this")
    private boolean hit() {
        return state == HIT || STATE.compareAndSet(this, UNTOUCHED, HIT);
    }
}
