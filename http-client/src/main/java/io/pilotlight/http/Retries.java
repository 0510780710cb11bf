package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are tried again, how often and when. Immutable.
 *
 * <pre>{@code
 * Session.builder().retries(Retries.of(3)).build();
 * }</pre>
 *
 * <p>A request is tried again if its body can be sent a second time and
 * <ul>
 *   <li>no connection could be made, or
 *   <li>the connection broke, nothing came in time, or the body ended early, and the request may be repeated, or
 *   <li>the answer has one of the statuses, or it is a 413, 429 or 503 with a {@code Retry-After}, and the request may be repeated.
 * </ul>
 *
 * <p>It may be repeated if its method is one of {@link Builder#methods}, or if it has an {@link Builder#idempotencyHeader}, by which
 * the server knows it again. How long to wait is what {@code Retry-After} says, or else a random time that may be twice as long
 * each time. The rules are those of urllib3's {@code Retry}, with a budget and shorter waits.
 */
public final class Retries {
    private static final Retries NONE =
            builder().total(0).statuses().ignoreRetryAfter().build();

    private final int total;
    private final int connect;
    private final int read;
    private final int status;
    private final Repeatable repeatable;
    private final Set<Integer> statuses;
    private final Waits waits;
    private final Budget budget;
    private final boolean failsWhenExhausted;

    private Retries(Builder builder) {
        this.total = builder.total;
        this.connect = builder.connect;
        this.read = builder.read;
        this.status = builder.status;
        this.repeatable = new Repeatable(builder.methods, builder.idempotencyHeader);
        this.statuses = builder.statuses;
        this.waits = builder.waits;
        this.budget = builder.budget;
        this.failsWhenExhausted = builder.failsWhenExhausted;
    }

    /**
     * Tries nothing again.
     *
     * @return no retries
     */
    public static Retries none() {
        return NONE;
    }

    /**
     * Tries again so often, and else by the defaults of {@link #builder}.
     *
     * @param total how often beyond the first time, zero or more
     * @return retries
     * @throws IllegalArgumentException if the number is negative
     */
    public static Retries of(int total) {
        return builder().total(total).build();
    }

    /**
     * Starts to describe retries.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** How often a request was tried again, by what had gone wrong. */
    record Tries(int connect, int read, int status) {
        static final Tries NONE = new Tries(0, 0, 0);

        int total() {
            return connect + read + status;
        }
    }

    /** How long to wait. */
    record Waits(Duration first, Duration longest, boolean jitter, boolean retryAfter, Duration longestRetryAfter) {
        static final Waits DEFAULT =
                new Waits(Duration.ofMillis(500), Duration.ofSeconds(30), true, true, Duration.ofMinutes(2));

        /** Returns the wait before a retry, the first of which is 1. */
        Duration before(int retry, double draw) {
            Duration wait = first;
            for (int i = 1; i < retry && wait.compareTo(longest) < 0; i++) {
                wait = wait.multipliedBy(2);
            }
            Duration capped = wait.compareTo(longest) < 0 ? wait : longest;
            return jitter ? Duration.ofNanos((long) (capped.toNanos() * draw)) : capped;
        }
    }

    /** Which part of the requests to a host may be retries, and how many may be in any case. */
    record Budget(double ratio, int minimum) {
        static final Budget DEFAULT = new Budget(0.1, 20);
        static final Budget UNLIMITED = new Budget(1, Integer.MAX_VALUE);
    }

    private record Repeatable(@Nullable Set<String> methods, String header) {
        boolean accepts(String method, HttpHeaders headers) {
            return methods == null || methods.contains(method) || headers.contains(header);
        }
    }

    /** Says whether there is an attempt left for one more failure, the one that made the last of these. */
    boolean allow(Tries tries) {
        return tries.total() <= total && tries.connect() <= connect && tries.read() <= read && tries.status() <= status;
    }

    /** Says whether a request may be sent twice. */
    boolean mayRepeat(PreparedRequest request) {
        return repeatable.accepts(request.method(), request.headers());
    }

    boolean isFor(int answerStatus) {
        return statuses.contains(answerStatus);
    }

    int total() {
        return total;
    }

    boolean isNone() {
        return total == 0 && statuses.isEmpty();
    }

    boolean failsWhenExhausted() {
        return failsWhenExhausted;
    }

    Waits waits() {
        return waits;
    }

    Budget budget() {
        return budget;
    }

    String shown() {
        return total == 0 ? "none" : total + " at most, on " + new TreeSet<>(statuses);
    }

    /** Returns the numbers and statuses. */
    @Override
    public String toString() {
        return "Retries[total=" + total + ", statuses=" + new TreeSet<>(statuses) + ", " + waits + "]";
    }

    /** Describes retries. Not safe for use by many threads. */
    public static final class Builder {
        private int total = 3;
        private int connect = Integer.MAX_VALUE;
        private int read = Integer.MAX_VALUE;
        private int status = Integer.MAX_VALUE;
        private @Nullable Set<String> methods = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");
        private String idempotencyHeader = "Idempotency-Key";
        private Set<Integer> statuses = Set.of(429, 502, 503, 504);
        private Waits waits = Waits.DEFAULT;
        private Budget budget = Budget.DEFAULT;
        private boolean failsWhenExhausted = true;

        private Builder() {}

        /**
         * Sets how often a request is tried again in all. If not set, three times.
         *
         * @param times zero or more
         * @return this
         * @throws IllegalArgumentException if the number is negative
         */
        public Builder total(int times) {
            total = notNegative("total", times);
            return this;
        }

        /**
         * Sets how often a request is tried again because no connection could be made. If not set, only the total counts.
         *
         * @param times zero or more
         * @return this
         * @throws IllegalArgumentException if the number is negative
         */
        public Builder connect(int times) {
            connect = notNegative("connect", times);
            return this;
        }

        /**
         * Sets how often a request is tried again because a connection broke, or nothing came in time, or the body ended early. If
         * not set, only the total counts.
         *
         * @param times zero or more
         * @return this
         * @throws IllegalArgumentException if the number is negative
         */
        public Builder read(int times) {
            read = notNegative("read", times);
            return this;
        }

        /**
         * Sets how often a request is tried again because of its answer's status. If not set, only the total counts.
         *
         * @param times zero or more
         * @return this
         * @throws IllegalArgumentException if the number is negative
         */
        public Builder status(int times) {
            status = notNegative("status", times);
            return this;
        }

        /**
         * Sets which methods may be sent twice. If not set, those that RFC 9110 calls idempotent: GET, HEAD, PUT, DELETE, OPTIONS and
         * TRACE.
         *
         * @param names the methods, in any case
         * @return this
         */
        public Builder methods(String... names) {
            Set<String> upper = new TreeSet<>();
            for (String name : names) {
                upper.add(name.toUpperCase(Locale.ROOT));
            }
            methods = Set.copyOf(upper);
            return this;
        }

        /**
         * Says that every method may be sent twice, POST and PATCH included: what a server does twice is the caller's affair.
         *
         * @return this
         */
        public Builder anyMethod() {
            methods = null;
            return this;
        }

        /**
         * Sets the header field that marks a request that may be sent twice whatever its method. If not set,
         * {@code Idempotency-Key}. Its value is the caller's: the same for each attempt, another for each thing to be done.
         *
         * @param name the name of the field
         * @return this
         */
        public Builder idempotencyHeader(String name) {
            idempotencyHeader = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets which statuses are tried again. If not set, 429, 502, 503 and 504. A 413, 429 or 503 with a {@code Retry-After} always is,
         * unless that is ignored.
         *
         * @param codes the statuses; none for none
         * @return this
         */
        public Builder statuses(int... codes) {
            statuses = IntStream.of(codes).boxed().collect(Collectors.toUnmodifiableSet());
            return this;
        }

        /**
         * Sets how long to wait before the first retry; each one after it may wait twice as long, up to a limit. If not set, half a
         * second and up to thirty seconds.
         *
         * @param first zero or more
         * @param longest no less than the first
         * @return this
         * @throws IllegalArgumentException if a duration is out of its range
         */
        public Builder backoff(Duration first, Duration longest) {
            if (first.isNegative() || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException("No waits to begin with " + first + " and to end with " + longest
                        + "; take zero or more, and for the longest no less than for the first");
            }
            waits = new Waits(first, longest, waits.jitter(), waits.retryAfter(), waits.longestRetryAfter());
            return this;
        }

        /**
         * Says whether to wait for a random part of what {@link #backoff} says, so that many clients do not come back at once. If not
         * set, so it is.
         *
         * @param random false to wait for all of it
         * @return this
         */
        public Builder jitter(boolean random) {
            waits = new Waits(waits.first(), waits.longest(), random, waits.retryAfter(), waits.longestRetryAfter());
            return this;
        }

        /**
         * Sets how long a {@code Retry-After} is waited for. If it asks for more, the answer is returned as it is. If not set, two
         * minutes.
         *
         * @param longest zero or more
         * @return this
         * @throws IllegalArgumentException if the duration is negative
         */
        public Builder longestRetryAfter(Duration longest) {
            if (longest.isNegative()) {
                throw new IllegalArgumentException("Not a time to wait: " + longest + "; take zero or more");
            }
            waits = new Waits(waits.first(), waits.longest(), waits.jitter(), true, longest);
            return this;
        }

        /**
         * Takes no notice of {@code Retry-After}.
         *
         * @return this
         */
        public Builder ignoreRetryAfter() {
            waits = new Waits(waits.first(), waits.longest(), waits.jitter(), false, waits.longestRetryAfter());
            return this;
        }

        /**
         * Sets which part of a session's requests to one host may be retries, counted over a minute: with a server that is down for
         * all, they would only add to its load. If not set, a tenth, and twenty in any case.
         *
         * @param ratio zero to one
         * @param minimum how many may be in any case, zero or more
         * @return this
         * @throws IllegalArgumentException if a number is out of its range
         */
        public Builder budget(double ratio, int minimum) {
            if (!(ratio >= 0 && ratio <= 1)) {
                throw new IllegalArgumentException("Not a part of the requests: " + ratio + "; take zero to one");
            }
            budget = new Budget(ratio, notNegative("minimum", minimum));
            return this;
        }

        /**
         * Lets every request use its retries, however many fail.
         *
         * @return this
         */
        public Builder withoutBudget() {
            budget = Budget.UNLIMITED;
            return this;
        }

        /**
         * Says whether an answer whose status was tried again as often as allowed is an error. If not set, it is, as in requests.
         *
         * @param fails true to throw {@link RetriesExhaustedException}, false to return the last answer
         * @return this
         */
        public Builder failsWhenExhausted(boolean fails) {
            failsWhenExhausted = fails;
            return this;
        }

        /**
         * Makes the retries.
         *
         * @return immutable retries
         */
        public Retries build() {
            return new Retries(this);
        }

        private static int notNegative(String name, int times) {
            if (times < 0) {
                throw new IllegalArgumentException("Not a number for " + name + ": " + times + "; take zero or more");
            }
            return times;
        }
    }
}
