package io.pilotlight.faas.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Gate;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Nanos;
import io.pilotlight.faas.flow.Runner;
import io.pilotlight.faas.flow.WorkerFactory;
import io.pilotlight.faas.flow.WorkerStartException;
import io.pilotlight.faas.flow.Workplace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one function: made when an invocation finds none that is idle, the most recently used first, and ended
 * when they have been idle for long enough. A pool without work has no thread.
 *
 * <p>It does not limit itself: admission stands before it.
 */
public final class Pool implements Workplace {
    private final String name;
    private final Duration idleTime;
    private final Time time;
    private final WorkerFactory factory;
    private final Gate gate;
    private final BiFunction<Runnable, String, Thread> threads;

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
    private boolean ended;

    @GuardedBy("lock")
    private int made;

    /** Whether the worker that went last had died or was given up. */
    @GuardedBy("lock")
    private boolean lostLast;

    /**
     * Makes a pool without workers.
     *
     * @param name the function's name, for the names of threads
     * @param gate is told each time a worker makes room for another invocation, and when one is lost
     */
    public Pool(String name, Duration idleTime, Time time, WorkerFactory factory, Gate gate) {
        this(name, idleTime, time, factory, gate, Pool::daemon);
    }

    Pool(
            String name,
            Duration idleTime,
            Time time,
            WorkerFactory factory,
            Gate gate,
            BiFunction<Runnable, String, Thread> threads) {
        this.name = name;
        this.idleTime = Nanos.cut(idleTime);
        this.time = time;
        this.factory = factory;
        this.gate = gate;
        this.threads = threads;
    }

    /** Hands an invocation to an idle worker, or makes one for it. Does not wait. */
    @Override
    public boolean run(Invocation invocation, Runner runner) {
        @Nullable PooledWorker worker;
        @Nullable ColdStart cold;
        synchronized (lock) {
            worker = pollIdle();
            cold = worker == null ? whyCold() : null;
            if (worker == null && !ended) {
                worker = new PooledWorker(this, "pilotlight-fn:" + name + "#" + ++made, factory, runner);
                live.add(worker);
            }
            if (worker != null) {
                worker.assign(invocation);
            }
        }
        if (worker == null) {
            refuse(invocation, runner);
            return false;
        }
        if (cold != null) {
            invocation.startedCold(cold);
            return worker.start(invocation);
        }
        worker.wake();
        return true;
    }

    /** Ends the idle workers now, and each other one after its invocation. */
    @Override
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

    /** Makes no worker from now on, whoever comes. */
    @Override
    public void end() {
        synchronized (lock) {
            ended = true;
        }
    }

    @Override
    public void hurry() {
        others().forEach(PooledWorker::hurry);
    }

    @Override
    public List<Invocation> inHand() {
        return others().stream().flatMap(worker -> worker.inHand().stream()).toList();
    }

    @Override
    public boolean awaitEmpty(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + Nanos.of(atMost);
        synchronized (lock) {
            for (long left = Nanos.of(atMost); remaining() > 0; left = end - System.nanoTime()) {
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
            return live.size();
        }
    }

    @Override
    public List<String> runaways() {
        synchronized (lock) {
            return runaways.stream().map(PooledWorker::threadName).sorted().toList();
        }
    }

    /** Tells that capacity is free again. */
    void freed() {
        gate.leave();
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

    /** Stops counting a worker that does not come back. */
    void giveUpOn(PooledWorker worker) {
        synchronized (lock) {
            if (!live.remove(worker) || !runaways.add(worker)) {
                return;
            }
            lostLast = true;
        }
        gate.lost();
    }

    /** Forgets a worker whose thread ends. */
    void gone(PooledWorker worker) {
        boolean empty;
        boolean wasLost;
        synchronized (lock) {
            if (live.remove(worker)) {
                lostLast = !worker.isRetired() && !closed && !idleTime.isZero();
            }
            idle.remove(worker);
            wasLost = runaways.remove(worker);
            empty = live.isEmpty();
            if (empty) {
                unwatch();
            }
            lock.notifyAll();
        }
        if (wasLost) {
            gate.found();
        }
        if (empty) {
            worker.restRunner();
        }
    }

    Thread thread(Runnable life, String threadName) {
        return threads.apply(life, threadName);
    }

    private static void refuse(Invocation invocation, Runner runner) {
        Failure failure = Failure.of(Failure.Kind.CANCELLED, "Cancelled", "the runtime was closed");
        if (runner.failToStart(invocation, new WorkerStartException(failure))) {
            runner.settle(invocation);
        }
    }

    private List<PooledWorker> others() {
        List<PooledWorker> all;
        synchronized (lock) {
            all = new ArrayList<>(live);
            all.addAll(runaways);
        }
        all.removeIf(PooledWorker::isCurrent);
        return all;
    }

    /** Takes the most recently used worker that can begin at once, or null. */
    @GuardedBy("lock")
    private @Nullable PooledWorker pollIdle() {
        Iterator<PooledWorker> latestFirst = idle.descendingIterator();
        while (latestFirst.hasNext()) {
            PooledWorker worker = latestFirst.next();
            if (!worker.settlesForCaller()) {
                latestFirst.remove();
                return worker;
            }
        }
        return null;
    }

    @GuardedBy("lock")
    private ColdStart whyCold() {
        if (made == 0) {
            return ColdStart.FIRST_USE;
        }
        if (!live.isEmpty()) {
            return ColdStart.ALL_BUSY;
        }
        return lostLast ? ColdStart.WORKER_LOST : ColdStart.SCALED_TO_ZERO;
    }

    @GuardedBy("lock")
    private int remaining() {
        boolean own = Stream.concat(live.stream(), runaways.stream()).anyMatch(PooledWorker::isCurrent);
        return live.size() + runaways.size() - (own ? 1 : 0);
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

    private static Thread daemon(Runnable life, String threadName) {
        Thread thread = new Thread(null, life, threadName, 0, false);
        thread.setDaemon(true);
        // a worker outlives whoever happened to need it first: it must not pin that caller's class loader
        thread.setContextClassLoader(null);
        return thread;
    }
}
