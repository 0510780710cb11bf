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
     * Reads CPU time and allocated bytes as often as that takes about 2 % of the time that the handler takes: for the first run
     * of a worker, for every run after one that took 50 us or longer, for one in 50 where they take 1 us, and for one in 1,024
     * at least. The default.
     */
    SAMPLED,

    /** Reads CPU time and allocated bytes for each run, however short. */
    EXACT
}
