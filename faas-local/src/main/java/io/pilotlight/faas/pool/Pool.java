package io.pilotlight.faas.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Runner;
import io.pilotlight.faas.flow.WorkerFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one function: made when an invocation finds none that is idle, the most recently used first, and ended
 * when they have been idle for long enough. A pool without work has no thread.
 *
 * <p>It does not limit itself: admission stands before it.
 */
public final class Pool {
    private final String name;
    private final Duration idleTime;
    private final Time time;
    private final WorkerFactory factory;
    private final Runnable capacityFreed;

    private final Object lock = new Object();

    /** Who has nothing to do, the most recently used last. */
    @GuardedBy("lock")
    private final ArrayDeque<PooledWorker> idle = new ArrayDeque<>();

    /** Everyone with a live thread, but for the runaways. */
    @GuardedBy("lock")
    private final Set<PooledWorker> live = new HashSet<>();

    @GuardedBy("lock")
    private final Set<PooledWorker> runaways = new HashSet<>();

    @GuardedBy("lock")
    private @Nullable Scheduled watch;

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private int made;

    /**
     * Makes a pool without workers.
     *
     * @param name the function's name, for the names of threads
     * @param capacityFreed is told each time a worker can take, or make room for, another invocation
     */
    public Pool(String name, Duration idleTime, Time time, WorkerFactory factory, Runnable capacityFreed) {
        this.name = name;
        this.idleTime = idleTime;
        this.time = time;
        this.factory = factory;
        this.capacityFreed = capacityFreed;
    }

    /** Hands an invocation to an idle worker, or makes one for it. Does not wait. */
    public void run(Invocation invocation, Runner runner) {
        PooledWorker worker;
        boolean cold = false;
        synchronized (lock) {
            worker = idle.pollLast();
            if (worker == null) {
                cold = true;
                worker = new PooledWorker(this, "pilotlight-fn:" + name + "#" + ++made, factory, runner);
                live.add(worker);
            }
        }
        if (cold) {
            invocation.startedCold();
            worker.start(invocation);
        } else {
            worker.assign(invocation);
        }
    }

    /** Ends the idle workers now, and each other one after its invocation. */
    public void close() {
        List<PooledWorker> ended;
        synchronized (lock) {
            closed = true;
            ended = List.copyOf(idle);
            idle.clear();
            unwatch();
        }
        ended.forEach(PooledWorker::retire);
    }

    /** Returns what the workers have in hand right now, runaways included. */
    public List<Invocation> inHand() {
        List<PooledWorker> all;
        synchronized (lock) {
            all = new ArrayList<>(live);
            all.addAll(runaways);
        }
        return all.stream().flatMap(worker -> worker.inHand().stream()).toList();
    }

    /**
     * Waits until no thread is left, but for the calling one.
     *
     * @return true if none is left
     */
    public boolean awaitEmpty(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (lock) {
            for (long left = atMost.toNanos(); remaining() > 0; left = end - System.nanoTime()) {
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
            return true;
        }
    }

    /** Returns how many workers there are, busy or idle. */
    public int size() {
        synchronized (lock) {
            return live.size();
        }
    }

    /** Returns the names of the threads that go on although their invocation has timed out. */
    public List<String> runaways() {
        synchronized (lock) {
            return runaways.stream().map(PooledWorker::threadName).sorted().toList();
        }
    }

    /** Tells that capacity is free again. */
    void freed() {
        capacityFreed.run();
    }

    /** Takes a worker back that can run another invocation; false if it must end instead. */
    boolean offer(PooledWorker worker) {
        synchronized (lock) {
            if (closed || idleTime.isZero()) {
                return false;
            }
            worker.idleSince(time.nanos());
            idle.addLast(worker);
            if (watch == null) {
                watch = time.schedule(idleTime, this::retireWhoIsIdleTooLong);
            }
            return true;
        }
    }

    /** Stops counting a worker that does not end; false if it is not counted any more. */
    boolean giveUpOn(PooledWorker worker) {
        synchronized (lock) {
            return live.remove(worker) && runaways.add(worker);
        }
    }

    /** Forgets a worker whose thread ends. */
    void gone(PooledWorker worker) {
        boolean empty;
        synchronized (lock) {
            live.remove(worker);
            runaways.remove(worker);
            empty = live.isEmpty();
            if (empty) {
                unwatch();
            }
            lock.notifyAll();
        }
        if (empty) {
            worker.restRunner();
        }
    }

    @GuardedBy("lock")
    private int remaining() {
        int own = live.stream().anyMatch(PooledWorker::isCurrent) ? 1 : 0;
        return live.size() + runaways.size() - own;
    }

    @GuardedBy("lock")
    private void unwatch() {
        if (watch != null) {
            watch.cancel();
            watch = null;
        }
    }

    /** The longest idle stand first, so one timer for the first of them is enough. */
    private void retireWhoIsIdleTooLong() {
        List<PooledWorker> ended = new ArrayList<>();
        synchronized (lock) {
            watch = null;
            long now = time.nanos();
            for (PooledWorker first = idle.peekFirst(); first != null; first = idle.peekFirst()) {
                long left = first.idleSince() + idleTime.toNanos() - now;
                if (left > 0) {
                    watch = time.schedule(Duration.ofNanos(left), this::retireWhoIsIdleTooLong);
                    break;
                }
                ended.add(idle.removeFirst());
            }
        }
        ended.forEach(PooledWorker::retire);
    }
}
