package io.pilotlight.faas.usage;

import java.time.Duration;
import java.util.Objects;

/**
 * Where the time of invocations went, all of them together and one by one. The sums are exact, the distributions right to
 * within 1 %.
 *
 * @param queueWait how long all of them together waited until they were allowed to run
 * @param init how long all of them together waited until their worker was ready
 * @param run how long all of them together ran
 * @param queueWaits how the first is spread over all invocations, zeros included
 * @param inits how the second is spread over all invocations, zeros included: a cold start's is the time of making its
 *     worker, any other's the time of the hand-over to one that was ready
 * @param runs how the third is spread over the invocations that ran: its count is their number
 */
public record Times(
        Duration queueWait,
        Duration init,
        Duration run,
        Distribution queueWaits,
        Distribution inits,
        Distribution runs) {

    /** Of no invocation. */
    public static final Times NONE = new Times(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Distribution.empty(),
            Distribution.empty(),
            Distribution.empty());

    /** Checks the parts. */
    public Times {
        Objects.requireNonNull(queueWait, "queueWait");
        Objects.requireNonNull(init, "init");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(queueWaits, "queueWaits");
        Objects.requireNonNull(inits, "inits");
        Objects.requireNonNull(runs, "runs");
    }

    /**
     * Adds other invocations.
     *
     * @param other their times
     * @return the times of both
     */
    public Times plus(Times other) {
        return new Times(
                queueWait.plus(other.queueWait),
                init.plus(other.init),
                run.plus(other.run),
                queueWaits.plus(other.queueWaits),
                inits.plus(other.inits),
                runs.plus(other.runs));
    }
}
