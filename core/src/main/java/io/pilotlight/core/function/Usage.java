package io.pilotlight.core.function;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one invocation cost: measured, never assumed. What could not be measured is empty, not zero.
 *
 * <p>The parts of its time follow one another: {@link #queueWait} until it may run, {@link #init} until its worker is
 * ready, {@link #run} until the handler came back.
 */
public final class Usage {
    private static final long NOT_MEASURED = -1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String invocationId;
    private final String function;
    private final String version;
    private final Instant arrived;
    private final boolean coldStart;
    private final long queueNanos;
    private final long initNanos;
    private final long runNanos;
    private final long cpuNanos;
    private final long userCpuNanos;
    private final long systemCpuNanos;
    private final long allocatedBytes;
    private final long peakMemoryBytes;
    private final long bytesIn;
    private final long bytesOut;

    private Usage(Builder builder) {
        this.invocationId = builder.invocationId;
        this.function = builder.function;
        this.version = builder.version;
        this.arrived = builder.arrived;
        this.coldStart = builder.coldStart;
        this.queueNanos = builder.queueNanos;
        this.initNanos = builder.initNanos;
        this.runNanos = builder.runNanos;
        this.cpuNanos = builder.cpuNanos;
        this.userCpuNanos = builder.userCpuNanos;
        this.systemCpuNanos = builder.systemCpuNanos;
        this.allocatedBytes = builder.allocatedBytes;
        this.peakMemoryBytes = builder.peakMemoryBytes;
        this.bytesIn = builder.bytesIn;
        this.bytesOut = builder.bytesOut;
    }

    /**
     * Starts the record of an invocation that has cost nothing so far.
     *
     * @param invocationId the invocation's id
     * @param function the function's name
     * @param arrived when the event came in
     * @return a builder
     */
    public static Builder builder(String invocationId, String function, Instant arrived) {
        return new Builder(invocationId, function, arrived);
    }

    /**
     * Returns which invocation this is about.
     *
     * @return the invocation's id
     */
    public String invocationId() {
        return invocationId;
    }

    /**
     * Returns which function ran.
     *
     * @return the function's name
     */
    public String function() {
        return function;
    }

    /**
     * Returns which version of the function ran.
     *
     * @return the version; empty if none was reached
     */
    public String version() {
        return version;
    }

    /**
     * Returns when the event came in.
     *
     * @return an instant on the runtime's clock
     */
    public Instant arrived() {
        return arrived;
    }

    /**
     * Says whether a worker had to be made for this invocation.
     *
     * @return true for a cold start
     */
    public boolean coldStart() {
        return coldStart;
    }

    /**
     * Returns how long the invocation waited until it was allowed to run.
     *
     * @return zero or more
     */
    public Duration queueWait() {
        return Duration.ofNanos(queueNanos);
    }

    /**
     * Returns how long it took to hand the invocation to a worker that was ready; of a cold start, to make the worker.
     *
     * @return zero or more
     */
    public Duration init() {
        return Duration.ofNanos(initNanos);
    }

    /**
     * Returns how long the handler ran.
     *
     * @return zero if it never did
     */
    public Duration run() {
        return Duration.ofNanos(runNanos);
    }

    /**
     * Returns the time to be paid for: {@link #run}, rounded up to the millisecond.
     *
     * @return whole milliseconds; zero if the handler never ran
     */
    public Duration billed() {
        return Duration.ofMillis((runNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }

    /**
     * Returns the CPU time of the handler: exact, of the thread or the process that ran it.
     *
     * <p>Threads that a Java handler started, and processes that any handler started, are not counted.
     *
     * @return the time, if it was measured
     */
    public Optional<Duration> cpu() {
        return duration(cpuNanos);
    }

    /**
     * Returns the part of {@link #cpu} that was spent in the handler's own code.
     *
     * <p>Exact to the microsecond for worker processes. For a Java handler the operating system counts it in ticks of 10 ms:
     * it is there only if the handler took at least one tick.
     *
     * @return the time, if it was measured
     */
    public Optional<Duration> userCpu() {
        return duration(userCpuNanos);
    }

    /**
     * Returns the part of {@link #cpu} that the operating system spent for the handler.
     *
     * @return the time, if {@link #userCpu} is there
     */
    public Optional<Duration> systemCpu() {
        return duration(systemCpuNanos);
    }

    /**
     * Returns how many bytes the handler's thread allocated on the Java heap.
     *
     * @return the bytes, if they were measured; empty for worker processes
     */
    public OptionalLong allocatedBytes() {
        return measured(allocatedBytes);
    }

    /**
     * Returns the most memory that the worker process held during the invocation: its resident set, shared pages counted.
     *
     * @return the bytes, if they were measured; empty for handlers in this process, and for invocations so short that
     *     asking would have taken longer than they did
     */
    public OptionalLong peakMemoryBytes() {
        return measured(peakMemoryBytes);
    }

    /**
     * Returns the size of the event.
     *
     * @return bytes
     */
    public long bytesIn() {
        return bytesIn;
    }

    /**
     * Returns the size of the result.
     *
     * @return bytes; zero if there was none, or it was passed by reference
     */
    public long bytesOut() {
        return bytesOut;
    }

    @Override
    public String toString() {
        return "Usage[" + function + " " + invocationId + (coldStart ? ", cold" : ", warm") + ", queue " + queueWait()
                + ", init " + init() + ", run " + run() + "]";
    }

    private static Optional<Duration> duration(long nanos) {
        return nanos == NOT_MEASURED ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    private static OptionalLong measured(long value) {
        return value == NOT_MEASURED ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Collects what was measured. What is never set counts as zero, or as not measured. Not safe for many threads. */
    public static final class Builder {
        private final String invocationId;
        private final String function;
        private final Instant arrived;
        private String version = "";
        private boolean coldStart;
        private long queueNanos;
        private long initNanos;
        private long runNanos;
        private long cpuNanos = NOT_MEASURED;
        private long userCpuNanos = NOT_MEASURED;
        private long systemCpuNanos = NOT_MEASURED;
        private long allocatedBytes = NOT_MEASURED;
        private long peakMemoryBytes = NOT_MEASURED;
        private long bytesIn;
        private long bytesOut;

        private Builder(String invocationId, String function, Instant arrived) {
            this.invocationId = Objects.requireNonNull(invocationId, "invocationId");
            this.function = Objects.requireNonNull(function, "function");
            this.arrived = Objects.requireNonNull(arrived, "arrived");
        }

        /**
         * Sets the version that ran.
         *
         * @param version the version
         * @return this
         */
        public Builder version(String version) {
            this.version = Objects.requireNonNull(version, "version");
            return this;
        }

        /**
         * Sets whether a worker had to be made.
         *
         * @param coldStart true if so
         * @return this
         */
        public Builder coldStart(boolean coldStart) {
            this.coldStart = coldStart;
            return this;
        }

        /**
         * Sets the three parts of the invocation's time.
         *
         * @param queueWait until it was allowed to run
         * @param init until its worker was ready
         * @param run until the handler came back
         * @return this
         */
        public Builder times(Duration queueWait, Duration init, Duration run) {
            this.queueNanos = Math.max(0, queueWait.toNanos());
            this.initNanos = Math.max(0, init.toNanos());
            this.runNanos = Math.max(0, run.toNanos());
            return this;
        }

        /**
         * Sets the CPU time where its parts are not known.
         *
         * @param total of both parts
         * @return this
         */
        public Builder cpu(Duration total) {
            this.cpuNanos = Math.max(0, total.toNanos());
            return this;
        }

        /**
         * Sets the CPU time and its parts.
         *
         * @param user spent in the handler's own code
         * @param system spent by the operating system for it
         * @return this
         */
        public Builder cpu(Duration user, Duration system) {
            this.userCpuNanos = Math.max(0, user.toNanos());
            this.systemCpuNanos = Math.max(0, system.toNanos());
            this.cpuNanos = userCpuNanos + systemCpuNanos;
            return this;
        }

        /**
         * Sets what the handler's thread allocated on the Java heap.
         *
         * @param bytes zero or more
         * @return this
         */
        public Builder allocatedBytes(long bytes) {
            this.allocatedBytes = Math.max(0, bytes);
            return this;
        }

        /**
         * Sets the most memory that the worker process held.
         *
         * @param bytes zero or more
         * @return this
         */
        public Builder peakMemoryBytes(long bytes) {
            this.peakMemoryBytes = Math.max(0, bytes);
            return this;
        }

        /**
         * Sets the sizes of event and result.
         *
         * @param in bytes that came in
         * @param out bytes that went out
         * @return this
         */
        public Builder traffic(long in, long out) {
            this.bytesIn = in;
            this.bytesOut = out;
            return this;
        }

        /**
         * Makes the record.
         *
         * @return an immutable record
         */
        public Usage build() {
            return new Usage(this);
        }
    }
}
