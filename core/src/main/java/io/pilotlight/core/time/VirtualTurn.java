package io.pilotlight.core.time;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A turn of virtual time, and where its thread is. All but {@code begin} and {@code end} needs the lock of its turns. */
final class VirtualTurn implements Turn {
    private enum State {
        /** In the queue of turns; its thread may not be there yet. */
        QUEUED,
        /** Free to run; its thread has yet to notice. */
        GRANTED,
        RUNNING,
        /** In this time's sleep or await. */
        RESTING,
        /** Was granted, and its thread did not come. */
        MISSED,
        ENDED
    }

    private final Turns turns;
    private final Looks looks;
    private State state = State.QUEUED;
    private @Nullable Thread thread;
    private @Nullable Rest rest;

    VirtualTurn(Turns turns, Looks looks) {
        this.turns = turns;
        this.looks = looks;
    }

    @Override
    public void begin() {
        turns.begin(this);
    }

    @Override
    public void end() {
        turns.end(this);
    }

    boolean belongsTo(@Nullable Thread other) {
        return other != null && thread == other;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    boolean isEnded() {
        return state == State.ENDED;
    }

    /** Tells whether the thread has to wait for a grant before it goes on. */
    boolean mustWait() {
        return state == State.QUEUED || state == State.RESTING;
    }

    /** The thread is here; tells whether the turn has to be queued again for it. */
    boolean arrive(Thread arrived) {
        thread = arrived;
        return state == State.MISSED;
    }

    void queue() {
        state = State.QUEUED;
    }

    void grant() {
        state = State.GRANTED;
        looks.reset();
        if (thread != Thread.currentThread()) {
            LockSupport.unpark(thread);
        }
    }

    boolean grantIfArrived() {
        if (thread == null) {
            return false;
        }
        grant();
        return true;
    }

    /** The thread runs from now on, unless somebody has ended its turn. */
    void run() {
        if (state != State.ENDED) {
            state = State.RUNNING;
            rest = null;
            looks.reset();
        }
    }

    void rest(Rest newRest) {
        state = State.RESTING;
        rest = newRest;
    }

    boolean restsIn(Rest asked) {
        return state == State.RESTING && rest == asked;
    }

    void close() {
        state = State.ENDED;
    }

    /** The thread itself has seen an interrupt while it waited for its turn. */
    void noteInterrupt() {
        if (rest != null) {
            rest.noteInterrupt();
        }
    }

    /** Tells whether an interrupt ends the rest of the thread, and marks the rest so. */
    boolean breaksRest() {
        if (state != State.RESTING || rest == null || thread == null) {
            return false;
        }
        if (!rest.isInterrupted() && !thread.isInterrupted()) {
            return false;
        }
        rest.markBroken();
        return true;
    }

    /** Something has run since the last look. */
    void doubt() {
        looks.doubt();
    }

    /**
     * Tells whether nothing is to be expected of the thread before another turn is granted or the time moves.
     *
     * @param counts whether a while has passed since the last call, so that this look counts
     */
    boolean isAtRest(boolean counts) {
        return switch (state) {
            case QUEUED, RESTING, MISSED, ENDED -> true;
            case GRANTED -> thread == null && missed(counts);
            case RUNNING -> thread == null || looks.findAtRest(thread, counts);
        };
    }

    private boolean missed(boolean counts) {
        if (!looks.findAbsent(counts)) {
            return false;
        }
        state = State.MISSED;
        return true;
    }
}
