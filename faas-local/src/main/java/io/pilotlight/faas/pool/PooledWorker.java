package io.pilotlight.faas.pool;

import io.pilotlight.core.function.ColdStart;
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

    /** Written by this worker's own thread. */
    private volatile @Nullable Worker worker;

    /** Written and read by this worker's own thread: true while it carries news of what it has run. */
    private boolean settling;

    /** Written and read under the pool's lock. */
    private long idleSince;

    PooledWorker(Pool pool, String threadName, WorkerFactory factory, Runner runner) {
        this.pool = pool;
        this.factory = factory;
        this.runner = runner;
        this.thread = pool.thread(this::live, threadName);
    }

    /** Says what to run next; {@link #start} or {@link #wake} must follow. */
    void assign(Invocation invocation) {
        next = invocation;
    }

    /** Starts to run what was assigned; false if there is no thread for it: it is then settled. */
    boolean start(Invocation first) {
        try {
            thread.start();
            return true;
        } catch (RuntimeException | Error noThread) {
            pool.gone(this);
            if (runner.failToStart(first, new WorkerStartException(Failure.of(Failure.Kind.INIT, noThread)))) {
                runner.settle(first);
            }
            return false;
        }
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    void retire() {
        retired = true;
        LockSupport.unpark(thread);
    }

    /** Says whether it was told to end, and did not end because it had to. */
    boolean isRetired() {
        return retired;
    }

    /** Makes whatever it does come to an end, as far as that can be done. */
    void hurry() {
        Worker started = worker;
        if (started != null) {
            started.interrupt();
        }
    }

    /** Returns what this worker was handed last, makes itself ready for, or runs. */
    Optional<Invocation> inHand() {
        Invocation assigned = next; // read first: it becomes the current one
        return Optional.ofNullable(assigned == null ? current : assigned);
    }

    void restRunner() {
        runner.rest();
    }

    boolean isCurrent() {
        return thread == Thread.currentThread();
    }

    /** Says whether the caller is told, on this worker's thread, of what it has run: it cannot run anything meanwhile. */
    boolean settlesForCaller() {
        return isCurrent() && settling;
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
            Invocation taken = take();
            while (taken != null && serve(taken)) {
                taken = take();
            }
        } finally {
            try {
                closeWorker();
            } finally {
                pool.gone(this);
            }
        }
    }

    /** Sees one invocation through; true if the worker may have another. */
    private boolean serve(Invocation invocation) {
        Occupied seat = new Occupied();
        Worker ready;
        try {
            ready = readyWorker(invocation, seat);
        } catch (WorkerStartException e) {
            failToStart(invocation, e, seat);
            return false;
        }
        return occupy(ready, invocation, seat);
    }

    /** Returns the worker; makes one if there is none, or if the one there was has died since it was used. */
    private Worker readyWorker(Invocation invocation, Seat seat) throws WorkerStartException {
        Worker ready = worker;
        if (ready != null && ready.usable()) {
            return ready;
        }
        if (ready != null) {
            closeWorker();
            invocation.startedCold(ColdStart.WORKER_LOST);
        }
        try {
            ready = factory.start(invocation, seat);
        } catch (RuntimeException | Error e) {
            throw new WorkerStartException(Failure.of(Failure.Kind.INIT, e));
        }
        worker = ready;
        return ready;
    }

    private void closeWorker() {
        Worker ended = worker;
        if (ended != null) {
            try {
                ended.close();
            } finally {
                worker = null;
            }
        }
    }

    /** Runs one invocation; true if the worker may have another. */
    private boolean occupy(Worker ready, Invocation invocation, Occupied seat) {
        boolean decided = runner.run(ready, invocation, seat);
        boolean stays = false;
        current = null;
        if (seat.leave()) {
            try {
                stays = ready.usable() && pool.offer(this);
            } finally {
                pool.freed();
            }
        }
        settle(decided, invocation);
        return stays;
    }

    private void failToStart(Invocation invocation, WorkerStartException problem, Occupied seat) {
        boolean decided = runner.failToStart(invocation, problem);
        current = null;
        pool.gone(this);
        if (seat.leave()) {
            pool.freed();
        }
        settle(decided, invocation);
    }

    private void settle(boolean decided, Invocation invocation) {
        if (decided) {
            settling = true;
            runner.settle(invocation);
            settling = false;
        }
    }

    /** Waits for the next invocation; null when there will be none. */
    private @Nullable Invocation take() {
        for (; ; ) {
            // an interrupt that came by now was meant for an invocation that is over, or left by who was told of it
            Thread.interrupted();
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
