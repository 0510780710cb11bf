package io.pilotlight.core.time;

/**
 * One sleep or await of a thread that has a turn: until somebody says that it is over, or an interrupt does. All but
 * {@code over} and {@code await} needs the lock of its turns.
 */
final class Rest {
    private final Turns turns;
    private final VirtualTurn turn;
    private boolean over;
    private boolean interrupted;
    private boolean broken;

    Rest(Turns turns, VirtualTurn turn) {
        this.turns = turns;
        this.turn = turn;
    }

    /** Queues the turn, so that its thread goes on when that is granted. From any thread, any number of times. */
    void over() {
        turns.over(this);
    }

    /** Waits, on the turn's own thread, until the rest is over and the turn is granted again. */
    void await() throws InterruptedException {
        turns.await(this);
    }

    VirtualTurn turn() {
        return turn;
    }

    void markOver() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** Remembers an interrupt, for the thread no longer shows it when it has been seen by its own wait. */
    void noteInterrupt() {
        interrupted = true;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /** The interrupt came before anything else ended the rest. */
    void markBroken() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }
}
