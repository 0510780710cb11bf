package io.pilotlight.core.function;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one invocation cost: measured, never assumed. What could not be measured is empty, not zero.
 *
 * <p>The parts of its time follow one another: {@link #queueWait} until it may run, {@link #init} until its worker is
 * ready, {@link #run} until the handler came back.
 */
public final class Usage {
    private static final long NOT_MEASURED = -1;

    private final String invocationId;
    private final String function;
    private final String version;
    private final Instant arrived;
    private final int attempt;
    private final @Nullable ColdStart cold;
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
    private final @Nullable Charge charge;

    private Usage(Builder builder) {
        this.invocationId = builder.invocationId;
        this.function = builder.function;
        this.version = builder.version;
        this.arrived = builder.arrived;
        this.attempt = builder.attempt;
        this.cold = builder.cold;
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
        this.charge = builder.charge;
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
        return cold != null;
    }

    /**
     * Returns why a worker had to be made for this invocation.
     *
     * @return the reason; empty if a worker was there
     */
    public Optional<ColdStart> cold() {
        return Optional.ofNullable(cold);
    }

    /**
     * Returns which attempt at the event this was.
     *
     * @return 1 for the first
     */
    public int attempt() {
        return attempt;
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
     * Returns the time to be paid for, as the tariff rounds it; if none is set, {@link #run}, rounded up to the millisecond.
     *
     * @return zero if nothing is to be paid
     */
    public Duration billed() {
        return charge().billed();
    }

    /**
     * Returns what is to be paid, as the tariff says. If none is set, by {@link Tariff#perMillisecond}.
     *
     * @return the charge
     */
    public Charge charge() {
        return charge == null ? Tariff.perMillisecond().charge(this) : charge;
    }

    /**
     * Returns the CPU time of the handler: exact where it is there, of the thread or the process that ran it.
     *
     * <p>Threads that a Java handler started, and processes that any handler started, are not counted.
     *
     * @return the time, if it was measured: a runtime may measure some runs only, and leave this out of the others
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

    long initNanos() {
        return initNanos;
    }

    long runNanos() {
        return runNanos;
    }

    @Override
    public String toString() {
        return "Usage[" + function + " " + invocationId + (cold == null ? ", warm" : ", cold") + ", queue "
                + queueWait() + ", init " + init() + ", run " + run() + "]";
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
        private int attempt = 1;
        private @Nullable ColdStart cold;
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
        private @Nullable Charge charge;

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
         * Sets which attempt at the event this was. If not set, 1.
         *
         * @param number 1 for the first
         * @return this
         * @throws IllegalArgumentException if the number is below 1
         */
        public Builder attempt(int number) {
            if (number < 1) {
                throw new IllegalArgumentException("The attempt is " + number + "; the first one is 1");
            }
            this.attempt = number;
            return this;
        }

        /**
         * Sets why a worker had to be made. If not set, a worker was there.
         *
         * @param reason why
         * @return this
         */
        public Builder cold(ColdStart reason) {
            this.cold = Objects.requireNonNull(reason, "reason");
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
            return nanos(queueWait.toNanos(), init.toNanos(), run.toNanos());
        }

        /**
         * Sets the three parts of the invocation's time, as {@link #times} does, for those who count them already.
         *
         * @param queueWait nanoseconds until it was allowed to run
         * @param init nanoseconds until its worker was ready
         * @param run nanoseconds until the handler came back
         * @return this
         */
        public Builder nanos(long queueWait, long init, long run) {
            this.queueNanos = Math.max(0, queueWait);
            this.initNanos = Math.max(0, init);
            this.runNanos = Math.max(0, run);
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
         * Sets what is to be paid. If not set, what {@link Tariff#perMillisecond} says.
         *
         * @param charge what a tariff says
         * @return this
         */
        public Builder charge(Charge charge) {
            this.charge = Objects.requireNonNull(charge, "charge");
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
