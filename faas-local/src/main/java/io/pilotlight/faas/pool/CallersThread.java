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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the invocations of one function on the thread that lets them in, and has no thread of its own.
 *
 * <p>The thread is borrowed: it can be interrupted while the handler runs, and never after; it cannot be replaced, so that
 * a handler which does not end keeps its capacity.
 */
public final class CallersThread implements Workplace {
    private final WorkerFactory factory;
    private final Gate gate;

    private final Object lock = new Object();

    /** Who is in here: linked, since who comes is hardly ever longer here than a set would take. */
    @GuardedBy("lock")
    private @Nullable Stay first;

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private boolean ended;

    @GuardedBy("lock")
    private @Nullable Runner latest;

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
        if (!begin(stay, runner)) {
            return refuse(invocation, runner);
        }
        boolean decided = false;
        try {
            decided = runOn(stay, runner);
        } finally {
            end(stay, runner);
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
        @Nullable Runner last;
        synchronized (lock) {
            closed = true;
            last = latest;
        }
        if (last != null) {
            last.rest();
        }
    }

    @Override
    public void end() {
        synchronized (lock) {
            ended = true;
        }
    }

    /** Does nothing: a borrowed thread is interrupted through its invocation only, lest it be hit when that is over. */
    @Override
    public void hurry() {}

    @Override
    public List<Invocation> inHand() {
        synchronized (lock) {
            return others().map(stay -> stay.invocation).toList();
        }
    }

    @Override
    public boolean awaitEmpty(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + Nanos.of(atMost);
        synchronized (lock) {
            for (long left = Nanos.of(atMost); others().findAny().isPresent(); left = end - System.nanoTime()) {
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
        synchronized (lock) {
            return (int) stays().count();
        }
    }

    @Override
    public List<String> runaways() {
        synchronized (lock) {
            return stays().filter(stay -> stay.runaway)
                    .map(stay -> stay.thread.getName())
                    .sorted()
                    .toList();
        }
    }

    private boolean begin(Stay stay, Runner runner) {
        synchronized (lock) {
            if (ended) {
                return false;
            }
            latest = runner;
            stay.next = first;
            if (first != null) {
                first.previous = stay;
            }
            first = stay;
            return true;
        }
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

    private void end(Stay stay, Runner runner) {
        boolean last;
        boolean wasLost;
        synchronized (lock) {
            unlink(stay);
            wasLost = stay.runaway;
            last = closed;
            lock.notifyAll();
        }
        if (wasLost) {
            gate.found();
        }
        if (last) {
            runner.rest();
        }
    }

    @GuardedBy("lock")
    private void unlink(Stay stay) {
        stay.over = true;
        if (stay.previous == null) {
            first = stay.next;
        } else {
            stay.previous.next = stay.next;
        }
        if (stay.next != null) {
            stay.next.previous = stay.previous;
        }
    }

    private static boolean refuse(Invocation invocation, Runner runner) {
        Failure failure = Failure.of(Failure.Kind.CANCELLED, "Cancelled", "the runtime was closed");
        if (runner.failToStart(invocation, new WorkerStartException(failure))) {
            runner.settle(invocation);
        }
        return false;
    }

    @GuardedBy("lock")
    private Stream<Stay> others() {
        Thread own = Thread.currentThread();
        return stays().filter(stay -> stay.thread != own);
    }

    @GuardedBy("lock")
    private Stream<Stay> stays() {
        return Stream.iterate(first, Objects::nonNull, stay -> stay.next);
    }

    /** The time in which one invocation has its caller's thread. */
    private final class Stay implements Seat {
        private final Invocation invocation;
        private final Thread thread = Thread.currentThread();

        /** Written and read by the thread itself: whether an interrupt came for it that was not meant for the handler. */
        private boolean interrupted;

        /** Written and read under the lock, as what follows. */
        private boolean runaway;

        private boolean over;
        private @Nullable Stay previous;
        private @Nullable Stay next;

        Stay(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public Thread thread() {
            return thread;
        }

        /** Tells of the thread, and keeps its capacity: the thread cannot be replaced. */
        @Override
        public boolean abandon() {
            synchronized (lock) {
                if (runaway || over) {
                    return false;
                }
                runaway = true;
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
