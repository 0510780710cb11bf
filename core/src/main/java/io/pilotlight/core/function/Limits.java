package io.pilotlight.core.function;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How much a function may take. Immutable.
 *
 * @param maximumConcurrency how many invocations may run at once, and so how many workers there can be; 1 or more
 * @param minimumWorkers how many workers are started when the function is deployed, and stay when they are idle; not more than
 *     may run at once
 * @param reservedConcurrency how much of the runtime's overall concurrency is kept for the function, which never has more than
 *     that; 0 switches it off; empty shares what nobody reserved
 * @param queueCapacity how many further invocations may wait; 0 refuses at once
 * @param queueTime how long an invocation may wait until it runs
 * @param initTimeout how long a worker may take to become ready
 * @param timeout how long a handler may run
 * @param idleTime how long a worker is kept without work; zero ends it at once
 * @param payloadBytes the largest event, and the largest result, in bytes
 * @param maximumRunaways how many threads may go on after a time-out because their handler ignores its interrupt, before the
 *     function is refused; 1 or more
 */
public record Limits(
        int maximumConcurrency,
        int minimumWorkers,
        OptionalInt reservedConcurrency,
        int queueCapacity,
        Duration queueTime,
        Duration initTimeout,
        Duration timeout,
        Duration idleTime,
        long payloadBytes,
        int maximumRunaways) {

    private static final Limits DEFAULTS = new Limits(
            10,
            0,
            OptionalInt.empty(),
            1_000,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            6 * 1024 * 1024,
            10);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public Limits {
        require(maximumConcurrency >= 1, "maximumConcurrency", maximumConcurrency, "1 or more");
        int reserved = reservedConcurrency.orElse(maximumConcurrency);
        require(
                reserved >= 0 && reserved <= maximumConcurrency,
                "reservedConcurrency",
                reserved,
                "0 to maximumConcurrency, which is " + maximumConcurrency + "; raise that, too");
        require(
                minimumWorkers >= 0 && minimumWorkers <= reserved,
                "minimumWorkers",
                minimumWorkers,
                "0 to what may run at once, which is " + reserved);
        require(queueCapacity >= 0, "queueCapacity", queueCapacity, "0 or more");
        require(!queueTime.isNegative(), "queueTime", queueTime, "zero or more");
        require(isPositive(initTimeout), "initTimeout", initTimeout, "more than zero");
        require(isPositive(timeout), "timeout", timeout, "more than zero");
        require(!idleTime.isNegative(), "idleTime", idleTime, "zero or more");
        require(payloadBytes >= 1, "payloadBytes", payloadBytes, "1 or more");
        require(maximumRunaways >= 1, "maximumRunaways", maximumRunaways, "1 or more");
    }

    /**
     * Returns the limits of a function that declares none.
     *
     * <p>Why each is what it is stands with the method of {@link Builder} that sets it.
     *
     * @return the default limits
     */
    public static Limits defaults() {
        return DEFAULTS;
    }

    /**
     * Starts with the default limits.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder(DEFAULTS);
    }

    /**
     * Starts with these limits.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean holds, String name, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("Limit " + name + " is " + value + "; it must be " + range);
        }
    }

    /** Collects limits. Not safe for use by many threads. */
    public static final class Builder {
        private int maximumConcurrency;
        private int minimumWorkers;
        private OptionalInt reservedConcurrency;
        private int queueCapacity;
        private Duration queueTime;
        private Duration initTimeout;
        private Duration timeout;
        private Duration idleTime;
        private long payloadBytes;
        private int maximumRunaways;

        private Builder(Limits from) {
            this.maximumConcurrency = from.maximumConcurrency;
            this.minimumWorkers = from.minimumWorkers;
            this.reservedConcurrency = from.reservedConcurrency;
            this.queueCapacity = from.queueCapacity;
            this.queueTime = from.queueTime;
            this.initTimeout = from.initTimeout;
            this.timeout = from.timeout;
            this.idleTime = from.idleTime;
            this.payloadBytes = from.payloadBytes;
            this.maximumRunaways = from.maximumRunaways;
        }

        /**
         * Sets how many invocations may run at once. If not set, 10, because each may need a worker, and a worker may be a
         * process of forty megabytes.
         *
         * @param maximum 1 or more
         * @return this
         */
        public Builder maximumConcurrency(int maximum) {
            this.maximumConcurrency = maximum;
            return this;
        }

        /**
         * Sets how many workers are started when the function is deployed, and stay when they are idle. If not set, 0, because what
         * nobody asks for should cost nothing; a worker that is ready spares its first event the cold start, as provisioned
         * concurrency does on AWS Lambda.
         *
         * @param minimum 0 or more; not more than may run at once
         * @return this
         */
        public Builder minimumWorkers(int minimum) {
            this.minimumWorkers = minimum;
            return this;
        }

        /**
         * Sets how much of the runtime's overall concurrency is kept for the function: others cannot have it, and the function
         * cannot have more. 0 switches the function off: it is refused with {@link Rejection#SWITCHED_OFF}. If not set, the function
         * shares with all others what nobody reserved, so that a burst of one function may use what stands idle.
         *
         * <p>The rule is that of AWS Lambda ("Configuring reserved concurrency for a function" in its developer guide).
         *
         * @param reserved 0 to the maximum concurrency
         * @return this
         */
        public Builder reservedConcurrency(int reserved) {
            this.reservedConcurrency = OptionalInt.of(reserved);
            return this;
        }

        /**
         * Sets how many further invocations may wait. If not set, 1,000: a burst is smoothed and not refused, and a hundred times
         * what runs at once is no more than most callers wait for.
         *
         * @param capacity 0 or more
         * @return this
         */
        public Builder queueCapacity(int capacity) {
            this.queueCapacity = capacity;
            return this;
        }

        /**
         * Sets how long an invocation may wait until it runs. If not set, 10 s: after that most callers have gone, and work for them
         * would be work for nobody.
         *
         * @param time zero or more
         * @return this
         */
        public Builder queueTime(Duration time) {
            this.queueTime = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets how long a worker may take to become ready. If not set, 10 s, as AWS Lambda gives its init phase.
         *
         * @param time more than zero
         * @return this
         */
        public Builder initTimeout(Duration time) {
            this.initTimeout = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets how long a handler may run. If not set, 30 s, as Fn has it: longer than a request over HTTP usually takes, and short
         * enough that a handler that hangs is noticed.
         *
         * @param time more than zero
         * @return this
         */
        public Builder timeout(Duration time) {
            this.timeout = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets how long a worker is kept without work. If not set, 60 s: a person who tries things out finds it warm, and a function
         * that is asked once an hour costs nothing nearly all the time.
         *
         * @param time zero or more
         * @return this
         */
        public Builder idleTime(Duration time) {
            this.idleTime = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets the largest event, and the largest result. If not set, 6 MiB, as AWS Lambda has for synchronous invocations: an event
         * and its result stand in memory whole, once for each invocation that waits or runs.
         *
         * @param bytes 1 or more
         * @return this
         */
        public Builder payloadBytes(long bytes) {
            this.payloadBytes = bytes;
            return this;
        }

        /**
         * Sets how many threads may go on after a time-out before the function is refused, with
         * {@link Rejection#TOO_MANY_RUNAWAYS}, until one of them ends. If not set, 10, as many as run at once by default: one bad
         * burst is survived, but each runaway may keep a processor busy, and there must be an end to it.
         *
         * @param maximum 1 or more
         * @return this
         */
        public Builder maximumRunaways(int maximum) {
            this.maximumRunaways = maximum;
            return this;
        }

        /**
         * Makes the limits.
         *
         * @return immutable limits
         * @throws IllegalArgumentException if one of them is out of its range
         */
        public Limits build() {
            return new Limits(
                    maximumConcurrency,
                    minimumWorkers,
                    reservedConcurrency,
                    queueCapacity,
                    queueTime,
                    initTimeout,
                    timeout,
                    idleTime,
                    payloadBytes,
                    maximumRunaways);
        }
    }
}
