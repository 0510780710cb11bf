package io.pilotlight.faas.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.function.Failure;
import io.pilotlight.faas.flow.Gate;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Nanos;
import io.pilotlight.faas.flow.Runner;
import io.pilotlight.faas.flow.Seat;
import io.pilotlight.faas.flow.WorkerFactory;
import io.pilotlight.faas.flow.WorkerStartException;
import io.pilotlight.faas.flow.Workplace;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Runs the invocations of one function on the thread that lets them in, and has no thread of its own.
 *
 * <p>The thread is borrowed: it can be interrupted while the handler runs, and never after; it cannot be replaced, so that
 * a handler which does not end keeps its capacity.
 */
public final class CallersThread implements Workplace {
    private static final AtomicIntegerFieldUpdater<Stay> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Stay.class, "state");
    private static final int STAYING = 0;
    private static final int LOST = 1;
    private static final int OVER = 2;

    private final WorkerFactory factory;
    private final Gate gate;

    private final Object lock = new Object();

    /** How many stays there are. They are not listed: what runs is known to the runner, and a list would cost a lock. */
    private final AtomicInteger inside = new AtomicInteger();

    /** Stays whose thread did not come back from its invocation. */
    @GuardedBy("lock")
    private final Set<Stay> runaways = new LinkedHashSet<>();

    private volatile boolean closed;
    private volatile boolean ended;
    private volatile boolean awaited;
    private volatile @Nullable Runner runner;

    /**
     * Makes a workplace without anybody in it.
     *
     * @param gate is told each time capacity is free again, and when a thread does not come back
     */
    public CallersThread(WorkerFactory factory, Gate gate) {
        this.factory = factory;
        this.gate = gate;
    }

    /**
     * Runs an invocation to its end. Whoever waits for its capacity is let in by the gate afterwards, not from in here: a
     * queue can be long.
     */
    @Override
    public boolean run(Invocation invocation, Runner runner) {
        Stay stay = new Stay(invocation);
        if (!begin(runner)) {
            return refuse(invocation, runner);
        }
        boolean decided = false;
        try {
            decided = runOn(stay, runner);
        } finally {
            end(stay);
            gate.free();
        }
        try {
            if (decided) {
                runner.settle(invocation);
            }
        } finally {
            stay.restoreInterrupt();
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        rest();
    }

    @Override
    public void end() {
        ended = true;
    }

    /** Does nothing: a borrowed thread is interrupted through its invocation only, lest it be hit when that is over. */
    @Override
    public void hurry() {}

    @Override
    public List<Invocation> inHand() {
        Runner its = runner;
        Thread own = Thread.currentThread();
        return its == null ? List.of() : its.running(seat -> seat.thread() != own);
    }

    @Override
    public boolean awaitEmpty(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + Nanos.of(atMost);
        synchronized (lock) {
            awaited = true;
            for (long left = Nanos.of(atMost); inside.get() > own(); left = end - System.nanoTime()) {
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
            return true;
        }
    }

    @Override
    public int size() {
        return inside.get();
    }

    @Override
    public List<String> runaways() {
        synchronized (lock) {
            return runaways.stream().map(stay -> stay.thread.getName()).sorted().toList();
        }
    }

    private boolean begin(Runner with) {
        if (runner == null) {
            runner = with;
        }
        inside.incrementAndGet();
        if (ended) {
            leave();
            return false;
        }
        return true;
    }

    private boolean runOn(Stay stay, Runner runner) {
        stay.keepInterrupt();
        try {
            return runner.run(factory.start(stay.invocation, stay), stay.invocation, stay);
        } catch (WorkerStartException e) {
            return runner.failToStart(stay.invocation, e);
        } catch (RuntimeException | Error e) { // no memory: it must be settled all the same
            return runner.failToStart(stay.invocation, new WorkerStartException(Failure.of(Failure.Kind.INIT, e)));
        }
    }

    private void end(Stay stay) {
        boolean wasLost = stay.doubted && !STATE.compareAndSet(stay, STAYING, OVER);
        if (wasLost) {
            synchronized (lock) {
                runaways.remove(stay);
            }
        }
        leave();
        if (wasLost) {
            gate.found();
        }
        if (closed) {
            rest();
        }
    }

    private void leave() {
        inside.decrementAndGet();
        if (awaited) {
            synchronized (lock) {
                lock.notifyAll();
            }
        }
    }

    private void rest() {
        Runner its = runner;
        if (its != null) {
            its.rest();
        }
    }

    /** Returns how many stays are the calling thread's own: it cannot wait for them. */
    private int own() {
        Runner its = runner;
        Thread own = Thread.currentThread();
        return its == null ? 0 : its.running(seat -> seat.thread() == own).size();
    }

    private static boolean refuse(Invocation invocation, Runner runner) {
        Failure failure = Failure.of(Failure.Kind.CANCELLED, "Cancelled", "the runtime was closed");
        if (runner.failToStart(invocation, new WorkerStartException(failure))) {
            runner.settle(invocation);
        }
        return false;
    }

    /** The time in which one invocation has its caller's thread. */
    private final class Stay implements Seat {
        private final Invocation invocation;
        private final Thread thread = Thread.currentThread();

        /** Written and read by the thread itself: whether an interrupt came for it that was not meant for the handler. */
        private boolean interrupted;

        /** Written before the run can end that gives cause for it. */
        private volatile boolean doubted;

        @SuppressWarnings("UnusedVariable") // by STATE
        private volatile int state = STAYING;

        Stay(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public Thread thread() {
            return thread;
        }

        @Override
        public void doubted() {
            doubted = true;
        }

        /** Tells of the thread, and keeps its capacity: the thread cannot be replaced. */
        @Override
        public boolean abandon() {
            synchronized (lock) {
                if (!STATE.compareAndSet(this, STAYING, LOST)) {
                    return false;
                }
                runaways.add(this);
            }
            gate.lost();
            return true;
        }

        @Override
        public void interruptedByOthers() {
            interrupted = true;
        }

        private void keepInterrupt() {
            interrupted = Thread.interrupted();
        }

        private void restoreInterrupt() {
            if (interrupted) {
                thread.interrupt();
            }
        }
    }
}
