package io.pilotlight.faas.admission;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Gate;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Nanos;
import io.pilotlight.faas.flow.OneTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one function: decides who may run now, who waits, and who is refused.
 *
 * <p>It decides under its lock and acts outside it. Whoever is let in must {@link #leave} exactly once.
 */
public final class Admission implements Gate {
    private static final int CLOSED = Integer.MIN_VALUE;

    private final Limits limits;
    private final int maximum;
    private final Capacity capacity;
    private final Time time;
    private final BiConsumer<Invocation, Rejection> refuse;

    private final Object lock = new Object();

    /** Who waits, in order of arrival, with the moment at which the wait is over. */
    @GuardedBy("lock")
    private final Map<Invocation, Waiting> waiting = new LinkedHashMap<>();

    /** How many run; with {@link #CLOSED} added when no newcomer may. Changed without the lock. */
    private final AtomicInteger running = new AtomicInteger();

    /** The size of {@code waiting}, for those without the lock. Who puts somebody there looks for a free place afterwards. */
    private volatile int waitingNow;

    /** How many workers do not come back from an invocation. Changed under the lock. */
    private volatile int lost;

    @GuardedBy("lock")
    private final OneTimer watch;

    /**
     * Makes an open gate.
     *
     * @param capacity what this function shares with others; where it has reserved some, with none but its other versions
     * @param refuse is handed each invocation that may not run, and why
     */
    public Admission(Limits limits, Capacity capacity, Time time, BiConsumer<Invocation, Rejection> refuse) {
        this.limits = limits;
        this.maximum = Math.min(
                limits.maximumConcurrency(), limits.reservedConcurrency().orElse(Integer.MAX_VALUE));
        this.capacity = capacity;
        this.time = time;
        this.refuse = refuse;
        this.watch = new OneTimer(time, this::refuseWhoWaitedTooLong);
    }

    /**
     * Lets an invocation in, makes it wait or refuses it.
     *
     * @param letIn is handed the invocation when it may run; false if it does not, and its capacity is free again
     * @return false, and nothing done, if the gate is closed
     */
    public boolean enter(Invocation invocation, Predicate<Invocation> letIn) {
        @Nullable Rejection refused = refusal(invocation);
        boolean admitted = refused == null && takePlace(false);
        if (!admitted) {
            synchronized (lock) {
                if (running.get() < 0) {
                    return false;
                }
                admitted = refused == null && takePlace(false);
                refused = refused != null || admitted ? refused : waitOrRefuse(invocation, letIn);
            }
        }
        if (refused != null) {
            refuse.accept(invocation, refused);
        } else if (admitted && !letIn.test(invocation)) {
            leave();
        }
        if (waitingNow > 0) {
            letInWaiting();
        }
        capacity.giveOut();
        return true;
    }

    /** Gives capacity back, and lets in who has waited longest. */
    @Override
    public void leave() {
        if (waitingNow == 0 || capacity.contended()) { // others may have waited longer
            boolean inTurn = capacity.contended();
            free();
            if (inTurn) {
                lineUpIfShort();
            } else if (waitingNow > 0) {
                letInWaiting();
            }
        } else {
            Map.@Nullable Entry<Invocation, Waiting> next = giveOn();
            while (next != null && !letIn(next.getKey(), next.getValue())) { // one after another: a queue can be long
                next = giveOn();
            }
        }
        capacity.giveOut();
    }

    @Override
    public void free() {
        running.decrementAndGet();
        capacity.release();
    }

    /** Counts a worker that does not come back; one too many, and nobody is let in, lest they be lost as well. */
    @Override
    public void lost() {
        List<Invocation> refused = new ArrayList<>();
        synchronized (lock) {
            lost++;
            if (lost >= limits.maximumRunaways()) {
                refused.addAll(waiting.keySet());
                waiting.clear();
                waitingNow = 0;
                unwatchIfIdle();
            }
        }
        refused.forEach(invocation -> refuse.accept(invocation, Rejection.TOO_MANY_RUNAWAYS));
    }

    @Override
    public void found() {
        synchronized (lock) {
            lost--;
        }
    }

    /** Closes the gate to newcomers; those who wait are refused, or still let in as capacity comes back. */
    public void close(boolean refuseWaiting) {
        List<Invocation> refused = new ArrayList<>();
        synchronized (lock) {
            running.getAndUpdate(now -> now | CLOSED);
            if (refuseWaiting) {
                refused.addAll(waiting.keySet());
                waiting.clear();
                waitingNow = 0;
            }
            unwatchIfIdle();
        }
        refused.forEach(invocation -> refuse.accept(invocation, Rejection.CLOSED));
    }

    /** Returns how many run. */
    public int running() {
        return running.get() & ~CLOSED;
    }

    /** Returns how many wait. */
    public int waiting() {
        return waitingNow;
    }

    /** Makes an invocation wait; says why if it cannot. */
    @GuardedBy("lock")
    private @Nullable Rejection waitOrRefuse(Invocation invocation, Predicate<Invocation> letIn) {
        if (waiting.size() >= limits.queueCapacity()) {
            return running() < maximum ? Rejection.RUNTIME_FULL : Rejection.QUEUE_FULL;
        }
        waiting.put(invocation, new Waiting(time.nanos() + Nanos.of(limits.queueTime()), letIn));
        waitingNow = waiting.size();
        invocation.stopWith(() -> forget(invocation));
        if (!watch.isSet()) { // all wait equally long, so one timer for the first in line is enough
            watch.set(Nanos.cut(limits.queueTime()));
        }
        return null;
    }

    /** Has a place that it stood in line for: lets somebody in, or gives the place back. */
    void granted() {
        Map.@Nullable Entry<Invocation, Waiting> next;
        synchronized (lock) {
            next = !waiting.isEmpty() && takeOwnPlace(true) ? pollWaiting() : null;
        }
        if (next == null) {
            capacity.release();
            return;
        }
        if (!letIn(next.getKey(), next.getValue())) {
            free();
        }
        lineUpIfShort();
    }

    private @Nullable Rejection refusal(Invocation invocation) {
        if (maximum == 0) {
            return Rejection.SWITCHED_OFF;
        }
        if (invocation.input().size() > limits.payloadBytes()) {
            return Rejection.PAYLOAD_TOO_LARGE;
        }
        return lost >= limits.maximumRunaways() ? Rejection.TOO_MANY_RUNAWAYS : null;
    }

    /** Takes a place, this function's own and of what it shares with others; those who have waited may after closing, too. */
    private boolean takePlace(boolean waited) {
        if (running() >= maximum || !capacity.take()) {
            return false;
        }
        boolean taken = takeOwnPlace(waited);
        if (!taken) {
            capacity.release();
        }
        return taken;
    }

    private boolean takeOwnPlace(boolean waited) {
        for (int now = running.get(); (waited || now >= 0) && (now & ~CLOSED) < maximum; now = running.get()) {
            if (running.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Gives one invocation's capacity to who has waited longest; null if nobody waits. */
    private Map.@Nullable Entry<Invocation, Waiting> giveOn() {
        synchronized (lock) {
            Map.@Nullable Entry<Invocation, Waiting> next = pollWaiting();
            if (next == null) {
                free();
            }
            return next;
        }
    }

    /** Lets in who waits as long as there is capacity. One after another, and not nested: a queue can be long. */
    private void letInWaiting() {
        for (; ; ) {
            Map.@Nullable Entry<Invocation, Waiting> next;
            synchronized (lock) {
                next = !waiting.isEmpty() && takePlace(true) ? pollWaiting() : null;
            }
            if (next == null) {
                lineUpIfShort();
                return;
            }
            if (!letIn(next.getKey(), next.getValue())) {
                free();
            }
        }
    }

    /** Stands in line if somebody waits here although it is not for want of this function's own capacity. */
    private void lineUpIfShort() {
        boolean isShort;
        synchronized (lock) {
            isShort = !waiting.isEmpty() && running() < maximum;
        }
        if (isShort) {
            capacity.lineUp(this);
        }
    }

    private boolean letIn(Invocation invocation, Waiting waiting) {
        invocation.waitedUntil(time.nanos());
        invocation.letGo();
        return waiting.letIn().test(invocation);
    }

    private void forget(Invocation invocation) {
        synchronized (lock) {
            waiting.remove(invocation);
            waitingNow = waiting.size();
            unwatchIfIdle();
        }
    }

    @GuardedBy("lock")
    private Map.@Nullable Entry<Invocation, Waiting> pollWaiting() {
        Iterator<Map.Entry<Invocation, Waiting>> inOrder = waiting.entrySet().iterator();
        if (!inOrder.hasNext()) {
            return null;
        }
        Map.Entry<Invocation, Waiting> next = inOrder.next();
        inOrder.remove();
        waitingNow = waiting.size();
        unwatchIfIdle();
        return next;
    }

    @GuardedBy("lock")
    private void unwatchIfIdle() {
        if (waiting.isEmpty()) {
            watch.cancel();
        }
    }

    private void refuseWhoWaitedTooLong(long timer) {
        List<Invocation> late = new ArrayList<>();
        synchronized (lock) {
            if (!watch.isDue(timer)) {
                return;
            }
            long now = time.nanos();
            Iterator<Map.Entry<Invocation, Waiting>> inOrder =
                    waiting.entrySet().iterator();
            while (inOrder.hasNext()) {
                Map.Entry<Invocation, Waiting> first = inOrder.next();
                long left = first.getValue().untilNanos() - now;
                if (left > 0) {
                    watch.set(Duration.ofNanos(left));
                    break;
                }
                late.add(first.getKey());
                inOrder.remove();
            }
            waitingNow = waiting.size();
        }
        // each by itself: what depends on one outcome may block, and must not hold up the others
        late.forEach(invocation ->
                time.schedule(Duration.ZERO, () -> refuse.accept(invocation, Rejection.QUEUE_TIME_EXCEEDED)));
    }

    /** Until when somebody waits, and who lets them in. */
    private record Waiting(long untilNanos, Predicate<Invocation> letIn) {}
}
