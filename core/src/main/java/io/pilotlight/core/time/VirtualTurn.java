package io.pilotlight.core.time;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A turn of virtual time, and where its thread is. All but {@code begin} and {@code end} needs the lock of its turns. */
final class VirtualTurn implements Turn {
    /** How many looks in a row must find a thread in a foreign wait before it counts as at rest: about 5 ms. */
    static final int WAITING_LOOKS = 20;

    /** How many are enough, about 1 ms, for a thread that has not left its wait whatever has run so far. */
    private static final int FEWEST_LOOKS = 4;

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
    private State state = State.QUEUED;
    private @Nullable Thread thread;
    private @Nullable Rest rest;

    /** Looks since the thread was last known to be at rest or to start. */
    private int looks;

    /** Looks in a row that found it waiting. */
    private int waitingLooks;

    /** How many more are asked for when something has run that may have ended that wait. */
    private int doubtfulLooks = WAITING_LOOKS;

    VirtualTurn(Turns turns) {
        this.turns = turns;
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
        looks = 0;
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
            looks = 0;
            waitingLooks = 0;
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

    /**
     * Something has run since the last look: who was found in a foreign wait may be about to leave it, and a thread shows
     * that only when it gets a processor. The longer nothing has made it leave, the fewer looks it takes.
     */
    void doubt() {
        if (waitingLooks >= WAITING_LOOKS) {
            waitingLooks = WAITING_LOOKS - doubtfulLooks;
            doubtfulLooks = Math.max(FEWEST_LOOKS, doubtfulLooks / 2);
        }
    }

    /**
     * Tells whether nothing is to be expected of the thread before another turn is granted or the time moves.
     *
     * @param look whether a while has passed since the last call, so that this look counts
     * @param patience how many looks a thread gets that neither ends nor waits
     */
    boolean isAtRest(boolean look, int patience) {
        return switch (state) {
            case QUEUED, RESTING, MISSED, ENDED -> true;
            case GRANTED -> thread == null && missed(look, patience);
            case RUNNING -> thread == null || looksAtRest(thread, look, patience);
        };
    }

    private boolean missed(boolean look, int patience) {
        looks += look ? 1 : 0;
        if (looks < Math.max(patience, Turns.DEFAULT_PATIENCE)) {
            return false;
        }
        state = State.MISSED;
        return true;
    }

    private boolean looksAtRest(Thread running, boolean look, int patience) {
        Thread.State seen = running.getState();
        if (seen == Thread.State.TERMINATED) {
            return true;
        }
        boolean waits =
                switch (seen) {
                    case WAITING, TIMED_WAITING, BLOCKED -> !running.isInterrupted(); // else it is about to wake up
                    default -> false;
                };
        if (!waits) {
            waitingLooks = 0;
            doubtfulLooks = WAITING_LOOKS;
        } else if (look) {
            waitingLooks++;
        }
        if (waitingLooks >= WAITING_LOOKS) {
            looks = 0;
            return true;
        }
        // whole looks and no clock: what stops the whole program, as a debugger does, takes nothing off the patience
        looks += look && looks < Integer.MAX_VALUE ? 1 : 0;
        return looks >= Math.max(patience, WAITING_LOOKS);
    }
}
