package io.pilotlight.faas.flow;

import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Event;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * One run of a function on its way through the rooms.
 *
 * <p>It is decided exactly once: whoever calls {@link #decide} first wins, so that a late result can never overtake a
 * time-out. The marks in time are written by whoever has the invocation in hand; each is published by the stage that
 * follows it.
 */
public final class Invocation {
    private static final AtomicReferenceFieldUpdater<Invocation, @Nullable Verdict> VERDICT =
            AtomicReferenceFieldUpdater.newUpdater(Invocation.class, Verdict.class, "verdict");
    private static final AtomicReferenceFieldUpdater<Invocation, @Nullable Runnable> STOP =
            AtomicReferenceFieldUpdater.newUpdater(Invocation.class, Runnable.class, "stop");
    private static final AtomicIntegerFieldUpdater<Invocation> STAGE =
            AtomicIntegerFieldUpdater.newUpdater(Invocation.class, "stage");

    private static final String WARM_UP = "warm-up";

    private static final int ARRIVED = 0;
    private static final int ADMITTED = 1;
    private static final int READY = 2;

    private final Attempt attempt;
    private final String function;
    private final Input input;
    private final Reply reply;
    private final Instant arrived;
    private final long arrivedNanos;

    /** Null unless a recording of Java Flight Recorder wants to know. */
    private final @Nullable Flight flight;

    private volatile @Nullable Verdict verdict;

    @SuppressWarnings("UnusedVariable") // by STOP
    private volatile @Nullable Runnable stop;

    /** Read first wherever one of the marks that follow is read. */
    private volatile int stage;

    private String version = "";
    private @Nullable ColdStart cold;
    private long admittedNanos;
    private long readyNanos;

    /** Makes an invocation that has just arrived. */
    public Invocation(Attempt attempt, String function, Input input, Reply reply, Instant arrived, long arrivedNanos) {
        this.attempt = attempt;
        this.function = function;
        this.input = input;
        this.reply = reply;
        this.arrived = arrived;
        this.arrivedNanos = arrivedNanos;
        this.admittedNanos = arrivedNanos;
        this.readyNanos = arrivedNanos;
        this.flight = FlightRecorder.isInitialized() ? Flight.of(this) : null; // else its classes need not be loaded
    }

    /** Makes one that stands for no event: a worker gets ready before it is needed. */
    public static Invocation warmUp(String function, String version, Instant now, long nanos) {
        Invocation none = new Invocation(
                new Attempt(WARM_UP, 0), function, new Input.Reference(WARM_UP), outcome -> {}, now, nanos);
        none.admitted(version);
        return none;
    }

    /** Says whether it stands for no event. */
    public boolean isWarmUp() {
        return attempt.number() == 0;
    }

    /** Decides what comes out; true for the first who does. */
    public boolean decide(Verdict decision) {
        boolean first = VERDICT.compareAndSet(this, null, decision);
        if (first && flight != null) {
            flight.decided(decision);
        }
        return first;
    }

    /** Says whether what comes out is decided. */
    public boolean isDecided() {
        return verdict != null;
    }

    /** Returns what was decided, or null. */
    public @Nullable Verdict verdict() {
        return verdict;
    }

    /** Says how whoever has it in hand can be made to let go of it; replaces what was said before. */
    public void stopWith(Runnable action) {
        stop = action;
    }

    /** Says that whoever had it in hand has let go of it. */
    public void letGo() {
        STOP.lazySet(this, null);
    }

    /** Makes whoever has it in hand let go of it, if anybody has. */
    public void stop() {
        Runnable action = STOP.getAndSet(this, null);
        if (action != null) {
            action.run();
        }
    }

    /** Marks that it may run, on a version of its function. */
    public void admitted(String onVersion) {
        this.version = onVersion;
        STAGE.lazySet(this, ADMITTED);
        if (flight != null) {
            flight.admitted();
        }
    }

    /** Marks that a worker had to be made for it, and why. */
    public void startedCold(ColdStart why) {
        this.cold = why;
        STAGE.lazySet(this, ADMITTED);
    }

    /** Marks that its worker is ready. */
    public void ready(long nanos) {
        this.readyNanos = nanos;
        STAGE.lazySet(this, READY);
        if (flight != null) {
            flight.ready();
        }
    }

    /** Marks that it waited, in vain or not. If that is never said, it has not. */
    public void waitedUntil(long nanos) {
        this.admittedNanos = nanos;
        this.readyNanos = nanos;
        if (flight != null) {
            flight.waited();
        }
    }

    public String id() {
        return attempt.id();
    }

    /** Returns the how manieth try of the same event this is. */
    public int attempt() {
        return attempt.number();
    }

    public String function() {
        return function;
    }

    public String version() {
        return stage() == ARRIVED ? "" : version;
    }

    public Input input() {
        return input;
    }

    /** Returns an attribute of the event; an object has none. */
    public Optional<String> attribute(String name) {
        return input instanceof Input.Bytes bytes ? bytes.event().attribute(name) : Optional.empty();
    }

    /** Returns the event; an invocation that takes an object has none. */
    public Event event() {
        if (input instanceof Input.Bytes bytes) {
            return bytes.event();
        }
        throw new IllegalStateException("Invocation " + this + " takes an object, not an event");
    }

    public Instant arrived() {
        return arrived;
    }

    /** Says whether it was let in, whatever came of that. */
    public boolean wasAdmitted() {
        return stage() != ARRIVED;
    }

    /** Says whether its worker was ready for it. */
    public boolean wasReady() {
        return stage() == READY;
    }

    /** Returns why a worker had to be made for it, or null if one was there. */
    public @Nullable ColdStart cold() {
        return stage() == ARRIVED ? null : cold;
    }

    /** Returns what the clock shows, or will, at a moment of elapsed time. */
    public Instant instantAt(long nanos) {
        return arrived.plusNanos(nanos - arrivedNanos);
    }

    public long readyNanos() {
        stage();
        return readyNanos;
    }

    public long queueNanos() {
        stage();
        return admittedNanos - arrivedNanos;
    }

    public long initNanos() {
        stage();
        return readyNanos - admittedNanos;
    }

    public Reply reply() {
        return reply;
    }

    @Override
    public String toString() {
        return function + " " + id();
    }

    /** Reads the stage, and with it whatever was marked before. */
    private int stage() {
        return stage;
    }
}
