package io.pilotlight.faas.flow;

import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Outcome;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * One run of a function on its way through the rooms.
 *
 * <p>It is decided exactly once: whoever calls {@link #decide} first wins, so that a late result can never overtake a
 * time-out. The marks in time are written by whoever has the invocation in hand; the hand-overs publish them.
 */
public final class Invocation {
    private final String id;
    private final String function;
    private final Event event;
    private final Instant arrived;
    private final long arrivedNanos;
    private final int attempt;
    private final CompletableFuture<Outcome<byte[]>> outcome = new CompletableFuture<>();
    private final AtomicReference<@Nullable Verdict> verdict = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>();

    /** Null unless a recording of Java Flight Recorder wants to know. */
    private final @Nullable Flight flight;

    private volatile String version = "";
    private volatile @Nullable ColdStart cold;
    private volatile long admittedNanos;
    private volatile long readyNanos;
    private volatile boolean ready;

    /** Makes an invocation that has just arrived: the first attempt at its event. */
    public Invocation(String id, String function, Event event, Instant arrived, long arrivedNanos) {
        this(id, function, event, arrived, arrivedNanos, 1);
    }

    /** Makes an invocation that has just arrived, or come again. */
    public Invocation(String id, String function, Event event, Instant arrived, long arrivedNanos, int attempt) {
        this.id = id;
        this.function = function;
        this.event = event;
        this.arrived = arrived;
        this.arrivedNanos = arrivedNanos;
        this.attempt = attempt;
        this.admittedNanos = arrivedNanos;
        this.readyNanos = arrivedNanos;
        this.flight = FlightRecorder.isInitialized() ? Flight.of(this) : null; // else its classes need not be loaded
    }

    /** Decides what comes out; true for the first who does. */
    public boolean decide(Verdict decision) {
        boolean first = verdict.compareAndSet(null, decision);
        if (first && flight != null) {
            flight.decided(decision);
        }
        return first;
    }

    /** Says whether what comes out is decided. */
    public boolean isDecided() {
        return verdict.get() != null;
    }

    /** Returns what was decided, or null. */
    public @Nullable Verdict verdict() {
        return verdict.get();
    }

    /** Says how whoever has it in hand can be made to let go of it; replaces what was said before. */
    public void stopWith(@Nullable Runnable action) {
        stop.set(action);
    }

    /** Makes whoever has it in hand let go of it, if anybody has. */
    public void stop() {
        Runnable action = stop.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    /** Marks that it may run, on a version of its function. */
    public void admitted(String onVersion, long nanos) {
        this.version = onVersion;
        this.admittedNanos = nanos;
        this.readyNanos = nanos;
        if (flight != null) {
            flight.admitted();
        }
    }

    /** Marks that a worker had to be made for it, and why. */
    public void startedCold(ColdStart why) {
        this.cold = why;
    }

    /** Marks that its worker is ready. */
    public void ready(long nanos) {
        this.readyNanos = nanos;
        this.ready = true;
        if (flight != null) {
            flight.ready();
        }
    }

    /** Marks that it waited in vain, until now. */
    public void gaveUpWaiting(long nanos) {
        this.admittedNanos = nanos;
        this.readyNanos = nanos;
        if (flight != null) {
            flight.gaveUpWaiting();
        }
    }

    public String id() {
        return id;
    }

    public String function() {
        return function;
    }

    public String version() {
        return version;
    }

    public Event event() {
        return event;
    }

    public Instant arrived() {
        return arrived;
    }

    /** Returns which attempt at its event this is, 1 for the first. */
    public int attempt() {
        return attempt;
    }

    /** Says whether it was let in, whatever came of that. */
    public boolean wasAdmitted() {
        return !version.isEmpty();
    }

    /** Says whether its worker was ready for it. */
    public boolean wasReady() {
        return ready;
    }

    /** Returns why a worker had to be made for it, or null if one was there. */
    public @Nullable ColdStart cold() {
        return cold;
    }

    public long readyNanos() {
        return readyNanos;
    }

    public long queueNanos() {
        return admittedNanos - arrivedNanos;
    }

    public long initNanos() {
        return readyNanos - admittedNanos;
    }

    public CompletableFuture<Outcome<byte[]>> outcome() {
        return outcome;
    }

    @Override
    public String toString() {
        return function + " " + id;
    }
}
