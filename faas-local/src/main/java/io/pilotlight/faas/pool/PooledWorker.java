package io.pilotlight.faas.pool;

import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.time.Turn;
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

    /** What to do first; no other thread has it once this one is started. */
    private @Nullable Assignment warmUp;

    /** Written by whoever took this worker out of those that may be assigned something, and by its own thread. */
    private volatile @Nullable Assignment next;

    private volatile @Nullable Assignment retirement;
    private volatile @Nullable Invocation current;

    /**
     * Whether nothing that its thread is in the middle of has to end before it can come. Written by its own thread once it is
     * started, and seen by whoever assigns something, through the pool's lock or that of the turns; elsewhere it does not matter.
     */
    private boolean free = true;

    /** Ended by whoever has this thread's life in hand: the thread itself, or whoever could not start it. */
    private Turn turn = Turn.NONE;

    /** Written by this worker's own thread. */
    private volatile @Nullable Worker worker;

    /** Written and read by this worker's own thread: true while it carries news of what it has run. */
    private boolean settling;

    /** Written and read under the pool's lock. */
    private long idleSince;

    /** Written and read under the pool's lock: true once it has been told to end, or has. */
    private boolean leaving;

    PooledWorker(Pool pool, String threadName, WorkerFactory factory, Runner runner) {
        this.pool = pool;
        this.factory = factory;
        this.runner = runner;
        this.thread = pool.thread(this::live, threadName);
    }

    /** Says what to get ready for; {@link #start} must follow. Whatever else is assigned comes after it. */
    void assignWarmUp(Invocation none) {
        warmUp = assignment(none);
        current = none;
        free = false;
    }

    /** Says what to run next; {@link #start} or {@link #wake} must follow, unless it gets ready right now. */
    void assign(Invocation invocation) {
        next = assignment(invocation);
    }

    /** Starts to do what was assigned; false if there is no thread for it: it is then settled. */
    boolean start() {
        try {
            thread.start();
            return true;
        } catch (RuntimeException | Error noThread) {
            boolean warming = warmUp != null;
            if (warming) {
                pool.giveUpWarmUp(this);
            }
            pool.gone(this);
            WorkerStartException problem = new WorkerStartException(Failure.of(Failure.Kind.INIT, noThread));
            fail(warmUp, problem);
            fail(next, problem);
            if (warming && next != null) { // whoever let it in was told that it runs
                pool.freed();
            }
            return false;
        }
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /** Makes it end when it has nothing to do. */
    void retire() {
        retirement = assignment(null);
        LockSupport.unpark(thread);
    }

    /** Makes whatever it does come to an end, as far as that can be done. */
    void hurry() {
        Worker started = worker;
        if (started != null) {
            started.interrupt(thread);
        }
    }

    /** Returns what this worker was handed last, makes itself ready for, or runs. */
    Optional<Invocation> inHand() {
        Assignment assigned = next; // read first: it becomes the current one
        return Optional.ofNullable(assigned == null ? current : assigned.invocation);
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

    boolean leaving() {
        return leaving;
    }

    void leaves() {
        leaving = true;
    }

    /** Says whether something was assigned to it that it has not taken up. */
    boolean isAssigned() {
        return next != null;
    }

    private void fail(@Nullable Assignment assigned, WorkerStartException problem) {
        if (assigned != null && assigned.invocation != null) {
            if (runner.failToStart(assigned.invocation, problem)) {
                runner.settle(assigned.invocation);
            }
            assigned.turn().end();
        }
    }

    private void live() {
        try {
            Invocation taken = take();
            while (taken != null && (taken.isWarmUp() ? warmUp(taken) : serve(taken))) {
                taken = take();
            }
        } finally {
            try {
                closeWorker();
            } finally {
                pool.gone(this);
                turn.end();
            }
        }
    }

    /** Makes the worker before it is needed; true if it may have an invocation. */
    private boolean warmUp(Invocation none) {
        Occupied seat = new Occupied();
        try {
            readyWorker(none, seat);
        } catch (WorkerStartException e) {
            boolean decided = runner.failToStart(none, e);
            current = null;
            seat.leave();
            settle(decided, none);
            return pool.giveUpWarmUp(this);
        }
        current = null;
        return seat.leave() && pool.offerWarm(this);
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

    /** Waits for the next invocation, and for its turn; null when there will be none. */
    private @Nullable Invocation take() {
        endTurn();
        for (; ; ) {
            // an interrupt that came by now was meant for an invocation that is over, or left by who was told of it
            Thread.interrupted();
            Assignment taken = upcoming();
            if (taken != null) {
                current = taken.invocation;
                if (taken == warmUp) {
                    warmUp = null;
                } else {
                    next = null;
                }
                free = false;
                turn = taken.turn();
                turn.begin();
                return taken.invocation;
            }
            LockSupport.park(this);
        }
    }

    private @Nullable Assignment upcoming() {
        Assignment first = warmUp == null ? next : warmUp;
        return first == null ? retirement : first;
    }

    /** Announces the next turn before it ends this one: there is no time in between. */
    private void endTurn() {
        Assignment assigned = upcoming();
        if (assigned != null) {
            assigned.turn();
        }
        free = true;
        turn.end();
        turn = Turn.NONE;
    }

    private Assignment assignment(@Nullable Invocation invocation) {
        return new Assignment(invocation, free ? pool.turn() : null);
    }

    /** What to run, or that there will be no more to run; and in which turn. */
    private final class Assignment {
        private final @Nullable Invocation invocation;
        private @Nullable Turn announced;

        Assignment(@Nullable Invocation invocation, @Nullable Turn announced) {
            this.invocation = invocation;
            this.announced = announced;
        }

        /** Returns its turn, on the thread that comes to it; announces it if that was not free to come when it was made. */
        Turn turn() {
            if (announced == null) {
                announced = pool.turn();
            }
            return announced;
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
