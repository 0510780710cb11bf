package io.pilotlight.core.function;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether, when and how often an event is tried again. Immutable.
 *
 * <p>Two {@linkplain Cause causes} are told apart, as AWS Lambda does for asynchronous invocations. A function error counts against
 * the maximum of attempts, and is tried again after the {@code delay}, which grows by the {@code factor} each time. A refusal for
 * want of capacity counts against nothing: it is tried again after 1 s, doubling to 5 min while refusals follow one another, until
 * the event is too old. What no other attempt can mend is never tried again: an unknown function or version, a payload that is too
 * large, a function that is switched off, an event that does not fit, a cancellation, a runtime that closes.
 *
 * @param maximumAttempts how often the function may run for one event, the first time included; 1 or more
 * @param delay how long to wait before the second attempt; zero or more
 * @param factor by how much each wait is longer than the one before; 1 or more
 * @param maximumDelay how long a wait can grow; not less than the delay
 * @param jitter how the waits are scattered
 * @param maximumAge how old an event may be when an attempt begins, counted from its arrival; more than zero
 * @param causes what is tried again; none of them: nothing
 */
public record RetryPolicy(
        int maximumAttempts,
        Duration delay,
        double factor,
        Duration maximumDelay,
        Jitter jitter,
        Duration maximumAge,
        Set<Cause> causes) {

    private static final Duration FIRST_REFUSAL_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_REFUSAL_DELAY = Duration.ofMinutes(5);

    /** As good as never, and short enough to be counted in nanoseconds. */
    private static final Duration HUNDRED_YEARS = Duration.ofDays(36_500);

    private static final RetryPolicy NONE = builder().build();
    private static final RetryPolicy LAMBDA = builder()
            .maximumAttempts(3)
            .delay(Duration.ofMinutes(1))
            .causes(Set.of(Cause.FUNCTION_ERROR, Cause.NO_CAPACITY))
            .build();

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public RetryPolicy {
        Objects.requireNonNull(jitter, "jitter");
        causes = Set.copyOf(causes);
        require(maximumAttempts >= 1, "maximumAttempts", maximumAttempts, "1 or more; 1 does not try again");
        require(!delay.isNegative(), "delay", delay, "zero or more");
        require(factor >= 1 && factor < Double.POSITIVE_INFINITY, "factor", factor, "1 or more; 1 waits equally long");
        require(
                maximumDelay.compareTo(delay) >= 0,
                "maximumDelay",
                maximumDelay,
                "the delay, which is " + delay + ", or more");
        require(
                !maximumAge.isNegative() && !maximumAge.isZero(),
                "maximumAge",
                maximumAge,
                "more than zero; for no second attempt use RetryPolicy.none()");
    }

    /**
     * Returns the policy that tries nothing again. Functions have it unless they declare another one.
     *
     * @return the same policy on each call
     */
    public static RetryPolicy none() {
        return NONE;
    }

    /**
     * Makes a policy that tries function errors again, waiting twice as long each time, and lets refusals be.
     *
     * @param attempts how often the function may run for one event, the first time included; 1 or more
     * @param delay how long to wait before the second attempt; zero or more
     * @return the policy
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public static RetryPolicy of(int attempts, Duration delay) {
        return builder().maximumAttempts(attempts).delay(delay).build();
    }

    /**
     * Returns the policy that AWS Lambda documents for asynchronous invocations: two further attempts after a function error, 1 and
     * 2 minutes later; refusals after 1 s, doubling to 5 min; no attempt of an event older than 6 hours.
     *
     * @return the same policy on each call
     */
    public static RetryPolicy lambda() {
        return LAMBDA;
    }

    /**
     * Starts with a policy that tries nothing again.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Says whether anything is ever tried again.
     *
     * @return false for {@link #none}
     */
    public boolean triesAgain() {
        return causes.contains(Cause.NO_CAPACITY) || (maximumAttempts > 1 && causes.contains(Cause.FUNCTION_ERROR));
    }

    /**
     * Says how long to wait before the next attempt. It depends on nothing but what is handed in.
     *
     * @param attempts what there was so far, the last attempt included
     * @param last what came of the last attempt
     * @param age how long ago the event arrived
     * @param draw where in its range a scattered wait is: 0 or more and less than 1
     * @return zero or more; empty if there is no next attempt: the last one succeeded or cannot be mended, there were as many as
     *     may be, or the event would be older than {@link #maximumAge} when the next one begins
     */
    public Optional<Duration> next(Attempts attempts, Outcome<?> last, Duration age, double draw) {
        Duration wait;
        @Nullable Cause cause = Cause.of(last).orElse(null);
        if (cause == null || !causes.contains(cause)) {
            return Optional.empty();
        } else if (cause == Cause.NO_CAPACITY) {
            wait = grown(FIRST_REFUSAL_DELAY, 2, attempts.refusals() - 1, LONGEST_REFUSAL_DELAY);
        } else if (attempts.errors() < maximumAttempts) {
            wait = grown(delay, factor, attempts.errors() - 1, maximumDelay);
        } else {
            return Optional.empty();
        }
        Duration scattered = jitter == Jitter.FULL ? Duration.ofNanos((long) (nanos(wait) * draw)) : wait;
        return age.plus(scattered).compareTo(maximumAge) <= 0 ? Optional.of(scattered) : Optional.empty();
    }

    private static Duration grown(Duration first, double factor, int times, Duration longest) {
        double growth = Math.min(Math.pow(factor, Math.max(0, times)), Double.MAX_VALUE); // zero times it is zero
        return Duration.ofNanos((long) Math.min(nanos(first) * growth, nanos(longest)));
    }

    private static double nanos(Duration duration) {
        return (duration.compareTo(HUNDRED_YEARS) > 0 ? HUNDRED_YEARS : duration).toNanos();
    }

    private static void require(boolean holds, String name, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("Retry " + name + " is " + value + "; it must be " + range);
        }
    }

    /** What may be tried again. */
    public enum Cause {
        /** The function ran and went wrong: it failed, but not for its event and not because it was cancelled, or it timed out. */
        FUNCTION_ERROR,
        /** The function could not run: its queue was full or took too long, it has too many runaways, or the runtime is full. */
        NO_CAPACITY;

        /**
         * Says which of them an outcome is.
         *
         * @param outcome what came of an attempt
         * @return empty if another attempt makes no sense
         */
        public static Optional<Cause> of(Outcome<?> outcome) {
            if (outcome instanceof Outcome.Rejected<?> rejected) {
                return switch (rejected.reason()) {
                    case QUEUE_FULL, QUEUE_TIME_EXCEEDED, TOO_MANY_RUNAWAYS, RUNTIME_FULL -> Optional.of(NO_CAPACITY);
                    case UNKNOWN_FUNCTION, UNKNOWN_VERSION, SWITCHED_OFF, PAYLOAD_TOO_LARGE, CANCELLED, CLOSED ->
                        Optional.empty();
                };
            }
            if (outcome instanceof Outcome.Failed<?> failed) {
                return switch (failed.failure().kind()) {
                    case INIT, HANDLER, RESULT, EXIT -> Optional.of(FUNCTION_ERROR);
                    case INPUT, CANCELLED -> Optional.empty();
                };
            }
            return outcome instanceof Outcome.TimedOut ? Optional.of(FUNCTION_ERROR) : Optional.empty();
        }
    }

    /** How waits are scattered, so that events that went wrong together do not come again together. */
    public enum Jitter {
        /** Not at all. */
        NONE,
        /** Evenly between zero and the whole wait: {@code FULL} of AWS Step Functions. */
        FULL
    }

    /**
     * The attempts of one event so far.
     *
     * @param errors how many function errors there were
     * @param refusals how many refusals for want of capacity there were since then
     */
    public record Attempts(int errors, int refusals) {
        /** Before the first attempt. */
        public static final Attempts NONE = new Attempts(0, 0);

        /**
         * Counts one more.
         *
         * @param outcome what came of it
         * @return the attempts with it
         */
        public Attempts and(Outcome<?> outcome) {
            @Nullable Cause cause = Cause.of(outcome).orElse(null);
            if (cause == Cause.NO_CAPACITY) {
                return new Attempts(errors, refusals + 1);
            }
            return cause == Cause.FUNCTION_ERROR ? new Attempts(errors + 1, 0) : this;
        }
    }

    /** Collects the parts of a policy. Not safe for use by many threads. */
    public static final class Builder {
        private static final Duration USUAL_MAXIMUM = Duration.ofMinutes(5);

        private int maximumAttempts = 1;
        private Duration delay = Duration.ofSeconds(1);
        private double factor = 2;
        private @Nullable Duration maximumDelay;
        private Jitter jitter = Jitter.NONE;
        private Duration maximumAge = Duration.ofHours(6);
        private Set<Cause> causes = Set.of(Cause.FUNCTION_ERROR);

        private Builder() {}

        /**
         * Sets how often the function may run for one event, the first time included. If not set, 1, because only who wrote the
         * function knows that running it twice does no harm.
         *
         * @param attempts 1 or more; 1 does not try again
         * @return this
         */
        public Builder maximumAttempts(int attempts) {
            this.maximumAttempts = attempts;
            return this;
        }

        /**
         * Sets how long to wait before the second attempt. If not set, 1 s, as AWS Step Functions has it: long enough for a
         * connection to come back, short enough to be waited for.
         *
         * @param wait zero or more
         * @return this
         */
        public Builder delay(Duration wait) {
            this.delay = Objects.requireNonNull(wait, "wait");
            return this;
        }

        /**
         * Sets by how much each wait is longer than the one before. If not set, 2, as with AWS Lambda and AWS Step Functions: what is
         * broken for long is asked ever less often.
         *
         * @param growth 1 or more
         * @return this
         */
        public Builder factor(double growth) {
            this.factor = growth;
            return this;
        }

        /**
         * Sets how long a wait can grow. If not set, 5 min, the longest that AWS Lambda waits, or the delay if that is longer.
         *
         * @param wait not less than the delay
         * @return this
         */
        public Builder maximumDelay(Duration wait) {
            this.maximumDelay = Objects.requireNonNull(wait, "wait");
            return this;
        }

        /**
         * Sets how waits are scattered, those after a refusal included. If not set, {@link Jitter#NONE}, so that what a policy says
         * is what happens.
         *
         * @param scatter how
         * @return this
         */
        public Builder jitter(Jitter scatter) {
            this.jitter = Objects.requireNonNull(scatter, "scatter");
            return this;
        }

        /**
         * Sets how old an event may be when an attempt begins. An attempt that would begin later is not waited for: the outcome is
         * then the last one there was. If not set, 6 hours, as AWS Lambda has it.
         *
         * @param age more than zero
         * @return this
         */
        public Builder maximumAge(Duration age) {
            this.maximumAge = Objects.requireNonNull(age, "age");
            return this;
        }

        /**
         * Sets what is tried again. If not set, {@link Cause#FUNCTION_ERROR} alone: the function's queue waits for capacity, and
         * who comes when it is full should know, rather than wait for hours.
         *
         * @param some which causes
         * @return this
         */
        public Builder causes(Set<Cause> some) {
            this.causes = Set.copyOf(some);
            return this;
        }

        /**
         * Makes the policy.
         *
         * @return an immutable policy
         * @throws IllegalArgumentException if one of its parts is out of its range
         */
        public RetryPolicy build() {
            Duration longest = Objects.requireNonNullElse(
                    maximumDelay, delay.compareTo(USUAL_MAXIMUM) > 0 ? delay : USUAL_MAXIMUM);
            return new RetryPolicy(maximumAttempts, delay, factor, longest, jitter, maximumAge, causes);
        }
    }
}
