package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.Retries.Tries;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides after each attempt whether there is another: a pure function of what is handed in.
 *
 * <p>Who walks keeps the {@link Tries}, asks {@link #decide}, then {@link RetryBudget#take} for an {@link Again}, sleeps, and sends
 * again. At a {@link Stop} the answer is returned or the failure thrown as it is, but for {@link Reason#EXHAUSTED} with an answer where
 * {@link Retries#failsWhenExhausted} holds: that is {@link #exhausted}.
 */
final class RetryRules {
    private static final Set<Integer> MAY_SAY_WHEN = Set.of(413, 429, 503);

    private RetryRules() {}

    /** What came of an attempt. */
    sealed interface Outcome permits Answered, Failed {}

    /** An answer, of any status. */
    record Answered(int status, HttpHeaders headers) implements Outcome {}

    /** No whole answer. */
    record Failed(Kind kind) implements Outcome {}

    /** What failed: making a connection, waiting for the answer, or reading its body. */
    enum Kind {
        CONNECT,
        READ,
        BODY
    }

    /** All that a decision depends on: {@code draw} is 0 or more and less than 1, {@code left} is the time until the deadline. */
    record Question(PreparedRequest request, Tries tries, Outcome outcome, Instant now, double draw, Duration left) {}

    /** What to do. */
    sealed interface Decision permits Again, Stop {}

    /** Sleep, then send again; the tries are to be handed in next time. */
    record Again(Duration sleep, Tries tries) implements Decision {}

    /** Send no more. */
    record Stop(Reason reason) implements Decision {}

    /** Why there is no further attempt. */
    enum Reason {
        /** There is nothing wrong, or nothing that is tried again. */
        NOT_FOR_RETRIES("it is nothing that is tried again"),
        /** The method may do something twice. */
        NOT_REPEATABLE("its method may not be repeated, and it has no idempotency key"),
        /** The body was a stream. */
        BODY_IS_GONE("its body is a stream that was read"),
        /** The server asks for more patience than was allowed. */
        RETRY_AFTER_TOO_LONG("Retry-After asks to wait for longer than is allowed"),
        /** The deadline comes first. */
        NO_TIME_LEFT("the time for the whole exchange would be over first"),
        /** As often as allowed. */
        EXHAUSTED("it was tried as often as the retries allow"),
        /** Too many retries to this host. */
        BUDGET_SPENT("too many requests to this host were tried again of late");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** Says it in a half-sentence, for a message or a log. */
        String words() {
            return words;
        }
    }

    static Decision decide(Retries retries, Question question) {
        @Nullable Tries tries = counted(retries, question);
        if (retries.isNone() || tries == null) {
            return new Stop(Reason.NOT_FOR_RETRIES);
        }
        boolean unsent = question.outcome() instanceof Failed failed && failed.kind() == Kind.CONNECT;
        if (!unsent && !retries.mayRepeat(question.request())) {
            return new Stop(Reason.NOT_REPEATABLE);
        }
        if (!question.request().body().repeatable()) {
            return new Stop(Reason.BODY_IS_GONE);
        }
        if (!retries.allow(tries)) {
            return new Stop(Reason.EXHAUSTED);
        }
        return wait(retries.waits(), question, tries);
    }

    /** Says what kind of failure an exception is; empty if sending again cannot help. */
    static Optional<Kind> kind(RequestException failure) {
        if (failure instanceof IncompleteBodyException) {
            return Optional.of(Kind.BODY);
        }
        if (failure instanceof ConnectTimeoutException) {
            return Optional.of(Kind.CONNECT);
        }
        if (failure instanceof TlsException || failure instanceof PoolTimeoutException) {
            return Optional.empty();
        }
        if (failure instanceof ConnectionException) {
            return Optional.of(neverConnected(failure) ? Kind.CONNECT : Kind.READ);
        }
        boolean garbled = failure.getClass() == InvalidResponseException.class;
        return failure instanceof ReadTimeoutException || garbled ? Optional.of(Kind.READ) : Optional.empty();
    }

    /** Makes the error for an answer whose status was tried again as often as allowed. */
    static RetriesExhaustedException exhausted(Response last, Tries tries) {
        RetriesExhaustedException exhausted = new RetriesExhaustedException(
                last.request() + " was answered " + last.status()
                        + (tries.total() == 0 ? "" : " also the last of " + (tries.total() + 1) + " times")
                        + "; allow more retries, or look at the response",
                null);
        exhausted.about(last.request(), last);
        return exhausted;
    }

    /** Counts what came one up; null if it is nothing to try again. */
    private static @Nullable Tries counted(Retries retries, Question question) {
        Tries tries = question.tries();
        if (question.outcome() instanceof Answered answer) {
            boolean saysWhen = tries.total() < retries.total()
                    && retries.waits().retryAfter()
                    && MAY_SAY_WHEN.contains(answer.status())
                    && answer.headers().contains("Retry-After");
            boolean again = saysWhen || retries.isFor(answer.status());
            return again ? new Tries(tries.connect(), tries.read(), tries.status() + 1) : null;
        }
        boolean unsent = ((Failed) question.outcome()).kind() == Kind.CONNECT;
        return unsent
                ? new Tries(tries.connect() + 1, tries.read(), tries.status())
                : new Tries(tries.connect(), tries.read() + 1, tries.status());
    }

    private static Decision wait(Retries.Waits waits, Question question, Tries tries) {
        Duration sleep = waits.before(tries.total(), question.draw());
        if (waits.retryAfter() && question.outcome() instanceof Answered answer) {
            Duration asked = answer.headers()
                    .first("Retry-After")
                    .flatMap(field -> RetryAfter.parse(field, question.now()))
                    .orElse(Duration.ZERO);
            if (asked.compareTo(waits.longestRetryAfter()) > 0) {
                return new Stop(Reason.RETRY_AFTER_TOO_LONG);
            }
            sleep = asked.isZero() ? sleep : asked;
        }
        return sleep.compareTo(question.left()) < 0 ? new Again(sleep, tries) : new Stop(Reason.NO_TIME_LEFT);
    }

    private static boolean neverConnected(Throwable failure) {
        for (@Nullable Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }
}
