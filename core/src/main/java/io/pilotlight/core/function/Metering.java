package io.pilotlight.core.function;

/**
 * How often it is read what a Java handler costs beyond its time. The time itself is measured for each invocation.
 *
 * <p>CPU time is asked of the operating system, which takes it about half a microsecond, twice for each invocation; the
 * allocated bytes cost some tens of nanoseconds. Where an invocation takes that little itself, its bill would be most of its
 * cost. What was not read is empty in its {@link Usage}, never zero or an estimate.
 */
public enum Metering {
    /**
     * Reads CPU time and allocated bytes where that costs little: for the first run of a worker, for every run after one
     * that took 50 us or longer (there it is less than 2 % of the run), and for each 16th of the shorter ones. The default.
     */
    SAMPLED,

    /** Reads CPU time and allocated bytes for each run, however short. */
    EXACT
}
