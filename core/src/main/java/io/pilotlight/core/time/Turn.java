package io.pilotlight.core.time;

/**
 * One thread's stretch of work: announced by who hands it over, begun and ended by who does it.
 *
 * <p>{@link VirtualTime} lets no clock move while a turn is open and its thread is not at rest, and grants turns one
 * at a time while it is advanced. Time of another kind has no use for that: there a turn is {@link #NONE}.
 *
 * <pre>{@code
 * Turn turn = time.turn();          // before the hand-over, on the thread that hands over
 * try {
 *     executor.execute(() -> {
 *         turn.begin();
 *         try {
 *             work();
 *         } finally {
 *             turn.end();           // when all that others may look at is done
 *         }
 *     });
 * } catch (RejectedExecutionException e) {
 *     turn.end();                   // nobody will begin it
 *     throw e;
 * }
 * }</pre>
 */
public interface Turn {

    /** The turn of a time that does not care who runs: does nothing and costs nothing. */
    Turn NONE = new Turn() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
    };

    /**
     * Begins the work, on the thread that does it.
     *
     * <p>May wait until the turn is granted; hold no lock. An interrupt does not end this wait, and the thread keeps
     * its interrupt status. What was done before the turn was announced is visible from here on. On a thread that has
     * begun another turn and not ended it, the work is part of that one.
     */
    void begin();

    /**
     * Ends the work, from the thread that began it; from any thread if nobody began it and nobody will, because the
     * hand-over failed. What ends already stays ended.
     */
    void end();
}
