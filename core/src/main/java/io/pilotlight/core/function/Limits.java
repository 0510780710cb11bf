package io.pilotlight.core.function;

import java.time.Duration;
import java.util.Objects;

/**
 * How much a function may take. Immutable.
 *
 * @param maximumConcurrency how many invocations may run at once, and so how many workers there can be; 1 or more
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
        int queueCapacity,
        Duration queueTime,
        Duration initTimeout,
        Duration timeout,
        Duration idleTime,
        long payloadBytes,
        int maximumRunaways) {

    private static final Limits DEFAULTS = new Limits(
            10,
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
     * <p>Ten at once, because a worker may be a process of forty megabytes; a queue of 1,000 for 10 s, so that a burst is
     * smoothed and not refused; 10 s to become ready and 6 MiB of payload, as AWS Lambda has documented; 30 s to run, as
     * Fn has; 60 s idle, long enough for a person who tries things out; ten runaways, each of which may keep a processor busy.
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

    /** Temporary. */
    public int minimumWorkers() {
        return 0;
    }

    /** Temporary. */
    public java.util.OptionalInt reservedConcurrency() {
        return java.util.OptionalInt.empty();
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
        private int queueCapacity;
        private Duration queueTime;
        private Duration initTimeout;
        private Duration timeout;
        private Duration idleTime;
        private long payloadBytes;
        private int maximumRunaways;

        private Builder(Limits from) {
            this.maximumConcurrency = from.maximumConcurrency;
            this.queueCapacity = from.queueCapacity;
            this.queueTime = from.queueTime;
            this.initTimeout = from.initTimeout;
            this.timeout = from.timeout;
            this.idleTime = from.idleTime;
            this.payloadBytes = from.payloadBytes;
            this.maximumRunaways = from.maximumRunaways;
        }

        /**
         * Sets how many invocations may run at once. If not set, 10.
         *
         * @param maximum 1 or more
         * @return this
         */
        public Builder maximumConcurrency(int maximum) {
            this.maximumConcurrency = maximum;
            return this;
        }

        /**
         * Sets how many further invocations may wait. If not set, 1,000.
         *
         * @param capacity 0 or more
         * @return this
         */
        public Builder queueCapacity(int capacity) {
            this.queueCapacity = capacity;
            return this;
        }

        /**
         * Sets how long an invocation may wait until it runs. If not set, 10 s.
         *
         * @param time zero or more
         * @return this
         */
        public Builder queueTime(Duration time) {
            this.queueTime = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets how long a worker may take to become ready. If not set, 10 s.
         *
         * @param time more than zero
         * @return this
         */
        public Builder initTimeout(Duration time) {
            this.initTimeout = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets how long a handler may run. If not set, 30 s.
         *
         * @param time more than zero
         * @return this
         */
        public Builder timeout(Duration time) {
            this.timeout = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets how long a worker is kept without work. If not set, 60 s.
         *
         * @param time zero or more
         * @return this
         */
        public Builder idleTime(Duration time) {
            this.idleTime = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets the largest event, and the largest result. If not set, 6 MiB.
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
         * {@link Rejection#TOO_MANY_RUNAWAYS}, until one of them ends. If not set, 10.
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
