package io.pilotlight.faas.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.time.Time;
import io.pilotlight.core.time.Turn;
import io.pilotlight.faas.flow.Gate;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Nanos;
import io.pilotlight.faas.flow.OneTimer;
import io.pilotlight.faas.flow.Runner;
import io.pilotlight.faas.flow.WorkerFactory;
import io.pilotlight.faas.flow.WorkerStartException;
import io.pilotlight.faas.flow.Workplace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
    private final int minimum;
    private final Time time;
    private final WorkerFactory factory;
    private final Gate gate;
    private final WorkerThreads threads;

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
    private final OneTimer watch;

    /** Who gets ready although nobody needs them yet. */
    @GuardedBy("lock")
    private final Set<PooledWorker> warming = new LinkedHashSet<>();

    /** Why there is no worker; what matters when one is needed. */
    @GuardedBy("lock")
    private ColdStart whyNone = ColdStart.FIRST_USE;

    @GuardedBy("lock")
    private @Nullable Warmth warmth;

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private boolean ended;

    @GuardedBy("lock")
    private int made;

    /**
     * Makes a pool without workers.
     *
     * @param name the function's name, for the names of threads
     * @param gate is told each time a worker makes room for another invocation, and when one is lost
     * @param threads makes the threads that the workers live on
     */
    public Pool(String name, Limits limits, Time time, WorkerFactory factory, Gate gate, WorkerThreads threads) {
        this.name = name;
        this.idleTime = Nanos.cut(limits.idleTime());
        this.minimum = limits.minimumWorkers();
        this.time = time;
        this.factory = factory;
        this.gate = gate;
        this.threads = threads;
        this.watch = new OneTimer(time, this::retireWhoIsIdleTooLong);
    }

    @Override
    public void warmUp(String version, Runner runner) {
        synchronized (lock) {
            warmth = new Warmth(version, runner);
        }
        keepWarm();
    }

    /** Hands an invocation to an idle worker, or makes one for it. Does not wait. */
    @Override
    public boolean run(Invocation invocation, Runner runner) {
        @Nullable PooledWorker worker;
        boolean cold = false;
        synchronized (lock) {
            worker = pollIdle();
            if (worker == null && !ended) {
                worker = pollWarming();
                if (worker != null) {
                    invocation.startedCold(whyNone);
                    worker.assign(invocation);
                    return true;
                }
                invocation.startedCold(whyCold());
                worker = add(runner);
                cold = true;
            }
            if (worker != null) {
                worker.assign(invocation);
            }
        }
        if (worker == null) {
            refuse(invocation, runner);
            return false;
        }
        if (cold) {
            return worker.start();
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
            watch.cancel();
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
            if (closed || (idleTime.isZero() && tooMany())) {
                worker.leaves();
                whyNone = ColdStart.SCALED_TO_ZERO;
                return false;
            }
            worker.idleSince(time.nanos());
            idle.addLast(worker);
            if (!watch.isSet() && tooMany()) {
                watch.set(idleTime);
            }
            return true;
        }
    }

    /** Takes a worker that has got ready before it was needed; false if it must end instead. */
    boolean offerWarm(PooledWorker worker) {
        synchronized (lock) {
            warming.remove(worker);
            if (worker.isAssigned()) {
                return true;
            }
        }
        return offer(worker);
    }

    /** Takes note of a worker that did not get ready; true if it was handed an invocation, and must try again for that. */
    boolean giveUpWarmUp(PooledWorker worker) {
        synchronized (lock) {
            warming.remove(worker);
            if (worker.isAssigned()) {
                return true;
            }
            warmth = null; // lest it fail over and over: the next invocation will tell why
            worker.leaves();
            return false;
        }
    }

    /** Stops counting a worker that does not come back. */
    void giveUpOn(PooledWorker worker) {
        synchronized (lock) {
            if (!live.remove(worker) || !runaways.add(worker)) {
                return;
            }
            warming.remove(worker);
            whyNone = ColdStart.WORKER_LOST;
        }
        gate.lost();
        keepWarm();
    }

    /** Forgets a worker whose thread ends. */
    void gone(PooledWorker worker) {
        if (size() <= 1) { // before anybody can see that there is none: nothing is left by then
            worker.restRunner();
        }
        boolean wasLost;
        synchronized (lock) {
            if (live.remove(worker) && !worker.leaving()) {
                whyNone = ColdStart.WORKER_LOST;
            }
            idle.remove(worker);
            warming.remove(worker);
            wasLost = runaways.contains(worker);
            if (live.isEmpty()) {
                watch.cancel();
            }
            lock.notifyAll();
        }
        if (wasLost) { // the gate knows before anybody can see that it is no runaway any more
            gate.found();
            synchronized (lock) {
                runaways.remove(worker);
                lock.notifyAll();
            }
        }
        keepWarm();
    }

    Turn turn() {
        return time.turn();
    }

    Thread thread(Runnable life, String threadName) {
        return threads.make(life, threadName);
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

    /** Makes workers until there are as many as are to be there. */
    private void keepWarm() {
        for (PooledWorker worker = oneMore(); worker != null && worker.start(); worker = oneMore()) {}
    }

    /** Says whether there are more workers than are to stay. */
    @GuardedBy("lock")
    private boolean tooMany() {
        return minimum == 0 || live.stream().filter(worker -> !worker.leaving()).count() > minimum;
    }

    private @Nullable PooledWorker oneMore() {
        synchronized (lock) {
            Warmth kept = warmth;
            if (kept == null || closed || ended || live.size() >= minimum) {
                return null;
            }
            PooledWorker worker = add(kept.runner());
            warming.add(worker);
            worker.assignWarmUp(Invocation.warmUp(name, kept.version(), time.now(), time.nanos()));
            return worker;
        }
    }

    @GuardedBy("lock")
    private PooledWorker add(Runner runner) {
        PooledWorker worker = new PooledWorker(this, "pilotlight-fn:" + name + "#" + ++made, factory, runner);
        live.add(worker);
        return worker;
    }

    @GuardedBy("lock")
    private ColdStart whyCold() {
        return live.stream().anyMatch(worker -> !worker.leaving()) ? ColdStart.ALL_BUSY : whyNone;
    }

    /** Takes a worker that gets ready and has nothing to run then, or null. */
    @GuardedBy("lock")
    private @Nullable PooledWorker pollWarming() {
        Iterator<PooledWorker> inOrder = warming.iterator();
        if (!inOrder.hasNext()) {
            return null;
        }
        PooledWorker first = inOrder.next();
        inOrder.remove();
        return first;
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
    private int remaining() {
        boolean own = Stream.concat(live.stream(), runaways.stream()).anyMatch(PooledWorker::isCurrent);
        return live.size() + runaways.size() - (own ? 1 : 0);
    }

    /** The longest idle stand first, so one timer for the first of them is enough. */
    private void retireWhoIsIdleTooLong(long timer) {
        List<PooledWorker> tooLong = new ArrayList<>();
        synchronized (lock) {
            if (!watch.isDue(timer)) {
                return;
            }
            long now = time.nanos();
            for (PooledWorker first = idle.peekFirst(); first != null && tooMany(); first = idle.peekFirst()) {
                long left = first.idleSince() + idleTime.toNanos() - now;
                if (left > 0) {
                    watch.set(Duration.ofNanos(left));
                    break;
                }
                idle.removeFirst();
                first.leaves();
                whyNone = ColdStart.SCALED_TO_ZERO;
                tooLong.add(first);
            }
        }
        tooLong.forEach(PooledWorker::retire);
    }

    /** What a worker is made with that nobody needs yet. */
    private record Warmth(String version, Runner runner) {}
}
