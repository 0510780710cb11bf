package io.pilotlight.core.function;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What comes out of an invocation: one of four things, each with what it cost.
 *
 * @param <O> the type of the result
 */
public sealed interface Outcome<O extends @Nullable Object> {

    /**
     * Returns what the invocation cost.
     *
     * @return the usage record
     */
    Usage usage();

    /**
     * Says whether the handler came back with a result in time.
     *
     * @return true for {@link Succeeded}
     */
    default boolean succeeded() {
        return this instanceof Succeeded;
    }

    /**
     * Returns the result, or throws if there is none.
     *
     * @return the result
     * @throws InvocationException if the invocation failed, timed out, or was rejected; it carries this outcome
     */
    O orThrow();

    /**
     * Applies a function to the result, if there is one.
     *
     * @param <P> the type of the new result
     * @param mapper makes the new result
     * @return a success with the new result, or this same failure
     */
    <P extends @Nullable Object> Outcome<P> map(Function<? super O, ? extends P> mapper);

    /**
     * The handler came back with a result in time.
     *
     * @param <O> the type of the result
     * @param value the result
     * @param usage what the invocation cost
     */
    record Succeeded<O extends @Nullable Object>(O value, Usage usage) implements Outcome<O> {
        /** Checks the parts. */
        public Succeeded {
            Objects.requireNonNull(usage, "usage");
        }

        @Override
        public O orThrow() {
            return value;
        }

        @Override
        public <P extends @Nullable Object> Outcome<P> map(Function<? super O, ? extends P> mapper) {
            return new Succeeded<>(mapper.apply(value), usage);
        }
    }

    /**
     * The function went wrong.
     *
     * @param <O> the type that the result would have had
     * @param failure what went wrong
     * @param usage what the invocation cost
     */
    record Failed<O extends @Nullable Object>(Failure failure, Usage usage) implements Outcome<O> {
        /** Checks the parts. */
        public Failed {
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(usage, "usage");
        }

        @Override
        public O orThrow() {
            throw new InvocationException(
                    "Function '" + usage.function() + "' failed: " + failure, this, failure.thrown());
        }

        @Override
        public <P extends @Nullable Object> Outcome<P> map(Function<? super O, ? extends P> mapper) {
            return new Failed<>(failure, usage);
        }
    }

    /**
     * The handler did not come back before its deadline.
     *
     * @param <O> the type that the result would have had
     * @param timeout how long the handler was given
     * @param usage what the invocation cost
     */
    record TimedOut<O extends @Nullable Object>(Duration timeout, Usage usage) implements Outcome<O> {
        /** Checks the parts. */
        public TimedOut {
            Objects.requireNonNull(timeout, "timeout");
            Objects.requireNonNull(usage, "usage");
        }

        @Override
        public O orThrow() {
            throw new InvocationException(
                    "Function '" + usage.function() + "' did not come back within " + timeout.toMillis() + " ms",
                    this,
                    null);
        }

        @Override
        public <P extends @Nullable Object> Outcome<P> map(Function<? super O, ? extends P> mapper) {
            return new TimedOut<>(timeout, usage);
        }
    }

    /**
     * The invocation was refused before the handler ran.
     *
     * @param <O> the type that the result would have had
     * @param reason why
     * @param message the reason in words, with the values that matter
     * @param usage what the invocation cost
     */
    record Rejected<O extends @Nullable Object>(Rejection reason, String message, Usage usage) implements Outcome<O> {
        /** Checks the parts. */
        public Rejected {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(usage, "usage");
        }

        @Override
        public O orThrow() {
            throw new InvocationException(message, this, null);
        }

        @Override
        public <P extends @Nullable Object> Outcome<P> map(Function<? super O, ? extends P> mapper) {
            return new Rejected<>(reason, message, usage);
        }
    }
}
