package io.pilotlight.faas.pool;

import io.pilotlight.core.function.Failure;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Runner;
import io.pilotlight.faas.flow.Seat;
import io.pilotlight.faas.flow.Worker;
import io.pilotlight.faas.flow.WorkerFactory;
import io.pilotlight.faas.flow.WorkerStartException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A worker with its thread: makes the worker, runs what is assigned to it, and ends the worker in the end. */
final class PooledWorker {
    private final Pool pool;
    private final WorkerFactory factory;
    private final Runner runner;
    private final Thread thread;

    private volatile @Nullable Invocation next;
    private volatile boolean retired;
    private volatile @Nullable Invocation current;

    /** Written and read under the pool's lock. */
    private long idleSince;

    PooledWorker(Pool pool, String threadName, WorkerFactory factory, Runner runner) {
        this.pool = pool;
        this.factory = factory;
        this.runner = runner;
        this.thread = new Thread(null, this::live, threadName, 0, false);
        thread.setDaemon(true);
    }

    void start(Invocation first) {
        next = first;
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            failToStart(first, new WorkerStartException(Failure.of(Failure.Kind.INIT, noThread)));
        }
    }

    void assign(Invocation invocation) {
        next = invocation;
        LockSupport.unpark(thread);
    }

    void retire() {
        retired = true;
        LockSupport.unpark(thread);
    }

    /** Returns what this worker makes itself ready for, or runs. */
    Optional<Invocation> inHand() {
        return Optional.ofNullable(current);
    }

    void restRunner() {
        runner.rest();
    }

    boolean isCurrent() {
        return thread == Thread.currentThread();
    }

    String threadName() {
        return thread.getName();
    }

    long idleSince() {
        return idleSince;
    }

    void idleSince(long nanos) {
        this.idleSince = nanos;
    }

    private void live() {
        try {
            Invocation first = take();
            if (first != null) {
                liveWith(first);
            }
        } finally {
            pool.gone(this);
        }
    }

    private void liveWith(Invocation first) {
        Worker started;
        try {
            started = factory.start(first);
        } catch (WorkerStartException e) {
            failToStart(first, e);
            return;
        }
        try {
            Invocation taken = first;
            while (taken != null && occupy(started, taken)) {
                taken = take();
            }
        } finally {
            started.close();
        }
    }

    /** Runs one invocation; true if the worker may have another. */
    private boolean occupy(Worker worker, Invocation invocation) {
        Occupied seat = new Occupied();
        boolean decided = runner.run(worker, invocation, seat);
        boolean stays = false;
        current = null;
        if (seat.leave()) {
            stays = worker.usable() && pool.offer(this);
            pool.freed();
        }
        if (decided) {
            runner.settle(invocation);
        }
        return stays;
    }

    private void failToStart(Invocation invocation, WorkerStartException problem) {
        boolean decided = runner.failToStart(invocation, problem);
        current = null;
        pool.gone(this);
        pool.freed();
        if (decided) {
            runner.settle(invocation);
        }
    }

    /** Waits for the next invocation; null when there will be none. */
    private @Nullable Invocation take() {
        for (; ; ) {
            Invocation taken = next;
            if (taken != null) {
                current = taken;
                next = null;
                return taken;
            }
            if (retired) {
                return null;
            }
            LockSupport.park(this);
            // an interrupt that came late was meant for an invocation that is over
            Thread.interrupted();
        }
    }

    /** The time in which one invocation holds this worker. Its capacity is given back once. */
    private final class Occupied implements Seat {
        private final AtomicBoolean left = new AtomicBoolean();

        @Override
        public Thread thread() {
            return thread;
        }

        @Override
        public boolean abandon() {
            if (!left.compareAndSet(false, true)) {
                return false;
            }
            pool.giveUpOn(PooledWorker.this);
            thread.setName("pilotlight-runaway:" + thread.getName());
            pool.freed();
            return true;
        }

        /** Gives the capacity back, unless it was given up before. */
        private boolean leave() {
            return left.compareAndSet(false, true);
        }
    }
}
