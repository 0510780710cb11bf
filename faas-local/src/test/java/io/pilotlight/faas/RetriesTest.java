package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.function.RetryPolicy;
import io.pilotlight.core.function.Usage;
import io.pilotlight.core.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RetriesTest {
    private static final Usage USAGE = Usage.builder("id", "f", Instant.EPOCH).build();
    private static final Outcome<String> BAD =
            new Outcome.Failed<>(Failure.of(Failure.Kind.HANDLER, "Type", "message"), USAGE);
    private static final Outcome<String> FULL = new Outcome.Rejected<>(Rejection.QUEUE_FULL, "full", USAGE);
    private static final Outcome<String> CLOSED = new Outcome.Rejected<>(Rejection.CLOSED, "closed", USAGE);
    private static final Outcome<String> GOOD = new Outcome.Succeeded<>("good", USAGE);

    private final VirtualTime time = VirtualTime.create();

    /** When attempts began, in seconds. */
    private final List<Double> begun = new ArrayList<>();

    private final Retries retries = new Retries(time, () -> 0.5);

    private CompletableFuture<Outcome<String>> start(RetryPolicy policy, IntFunction<Outcome<String>> attempt) {
        return retries.start(policy, number -> {
            begun.add(time.nanos() / 1e9);
            assertThat(number).isEqualTo(begun.size());
            return CompletableFuture.completedFuture(attempt.apply(number));
        });
    }

    @Nested
    class Trying {
        @Test
        void triesAgainAfterOneAndTwoMinutesAsLambdaDoes() {
            CompletableFuture<Outcome<String>> result = start(RetryPolicy.lambda(), number -> BAD);
            time.advance(Duration.ofSeconds(179));
            assertThat(result).isNotDone();
            assertThat(retries.waiting()).isEqualTo(1);
            time.advance(Duration.ofHours(6));
            assertThat(begun).containsExactly(0.0, 60.0, 180.0);
            assertThat(result).isCompletedWithValue(BAD);
            assertThat(time.pending()).isZero();
        }

        @Test
        void endsWithTheFirstSuccess() {
            CompletableFuture<Outcome<String>> result =
                    start(RetryPolicy.of(9, Duration.ofSeconds(1)), number -> number == 3 ? GOOD : BAD);
            time.advance(Duration.ofHours(1));
            assertThat(begun).containsExactly(0.0, 1.0, 3.0);
            assertThat(result).isCompletedWithValue(GOOD);
        }

        @Test
        void waitsForCapacityUntilTheEventIsTooOld() {
            CompletableFuture<Outcome<String>> result = start(RetryPolicy.lambda(), number -> FULL);
            time.advance(Duration.ofHours(6));
            assertThat(begun).startsWith(0.0, 1.0, 3.0, 7.0, 15.0, 31.0, 63.0, 127.0, 255.0, 511.0, 811.0);
            assertThat(begun.get(begun.size() - 1)).isBetween(6 * 3600.0 - 300, 6 * 3600.0);
            assertThat(result).isCompletedWithValue(FULL);
            assertThat(time.pending()).isZero();
        }

        @Test
        void refusalsDoNotCountAsAttempts() {
            List<Outcome<String>> outcomes = List.of(FULL, BAD, FULL, FULL, BAD, FULL, BAD);
            CompletableFuture<Outcome<String>> result = start(RetryPolicy.lambda(), number -> outcomes.get(number - 1));
            time.advance(Duration.ofHours(1));
            assertThat(begun).containsExactly(0.0, 1.0, 61.0, 62.0, 64.0, 184.0, 185.0);
            assertThat(result).isCompletedWithValue(BAD);
        }

        @Test
        void anAttemptMayTakeItsTimeWhichIsPartOfTheAge() {
            RetryPolicy policy = RetryPolicy.builder()
                    .maximumAttempts(9)
                    .delay(Duration.ofSeconds(10))
                    .maximumAge(Duration.ofSeconds(25))
                    .build();
            List<CompletableFuture<Outcome<String>>> attempts = new ArrayList<>();
            CompletableFuture<Outcome<String>> result = retries.start(policy, number -> {
                attempts.add(new CompletableFuture<>());
                return attempts.get(number - 1);
            });
            time.advance(Duration.ofSeconds(15));
            attempts.get(0).complete(BAD); // 15 + 10 is not more than 25
            time.advance(Duration.ofSeconds(10));
            assertThat(attempts).hasSize(2);
            attempts.get(1).complete(BAD);
            assertThat(result).isCompletedWithValue(BAD);
        }

        @Test
        void aSeededRunScattersItsWaitsAlike() {
            assertThat(scattered(7)).isEqualTo(scattered(7)).isNotEqualTo(scattered(8));
        }

        private List<Double> scattered(long seed) {
            begun.clear();
            Random random = new Random(seed);
            RetryPolicy policy = RetryPolicy.builder()
                    .maximumAttempts(5)
                    .jitter(RetryPolicy.Jitter.FULL)
                    .build();
            long start = time.nanos();
            new Retries(time, random::nextDouble).start(policy, number -> {
                begun.add((time.nanos() - start) / 1e9);
                return CompletableFuture.completedFuture(BAD);
            });
            time.advance(Duration.ofHours(1));
            assertThat(begun).hasSize(5);
            return List.copyOf(begun);
        }

        @Test
        void manyAttemptsWithoutAWaitDoNotNest() {
            start(RetryPolicy.of(100_000, Duration.ZERO), number -> BAD);
            time.advance(Duration.ZERO);
            assertThat(begun).hasSize(100_000);
        }

        @Test
        void anAttemptThatCannotBeginEndsTheEvent() {
            CompletableFuture<Outcome<String>> result = start(RetryPolicy.lambda(), number -> {
                throw new IllegalStateException("no memory");
            });
            assertThatThrownBy(result::get).hasRootCauseMessage("no memory");
        }
    }

    @Nested
    class Cancelling {
        @Test
        void endsTheWait() {
            CompletableFuture<Outcome<String>> result = start(RetryPolicy.lambda(), number -> BAD);
            assertThat(time.pending()).isEqualTo(1);
            result.cancel(true);
            assertThat(time.pending()).isZero();
            assertThat(retries.waiting()).isZero();
            time.advance(Duration.ofHours(1));
            assertThat(begun).hasSize(1);
        }

        @Test
        void endsTheAttemptThatRuns() {
            CompletableFuture<Outcome<String>> attempt = new CompletableFuture<>();
            CompletableFuture<Outcome<String>> result = retries.start(RetryPolicy.lambda(), number -> attempt);
            result.cancel(true);
            assertThat(attempt).isCancelled();
            assertThat(time.pending()).isZero();
        }

        @Test
        void anAttemptThatFailsAfterTheCancellationIsNotTriedAgain() {
            CompletableFuture<Outcome<String>> deaf = new CompletableFuture<>() {
                @Override
                public boolean cancel(boolean interrupt) {
                    return false;
                }
            };
            CompletableFuture<Outcome<String>> result = retries.start(RetryPolicy.lambda(), number -> deaf);
            result.cancel(true);
            deaf.complete(BAD);
            assertThat(result).isCancelled();
            assertThat(time.pending()).isZero();
        }
    }

    @Nested
    class Closing {
        @Test
        void whoWaitsMakesTheNextAttemptAtOnce() {
            AtomicInteger number = new AtomicInteger();
            List<CompletableFuture<Outcome<String>>> results = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                results.add(retries.start(RetryPolicy.lambda(), attempt -> {
                    number.incrementAndGet();
                    return CompletableFuture.completedFuture(attempt == 1 ? BAD : CLOSED);
                }));
            }
            retries.close();
            assertThat(results).allSatisfy(result -> assertThat(result).isCompletedWithValue(CLOSED));
            assertThat(number).hasValue(6);
            assertThat(time.pending()).isZero();
            retries.close();
            assertThat(number).hasValue(6);
        }

        @Test
        void thatAttemptIsTheLastWhateverComesOfIt() {
            CompletableFuture<Outcome<String>> result = start(RetryPolicy.lambda(), number -> FULL);
            retries.close();
            assertThat(begun).hasSize(2);
            assertThat(result).isCompletedWithValue(FULL);
        }

        @Test
        void whoWouldWaitLaterDoesNot() {
            CompletableFuture<Outcome<String>> running = new CompletableFuture<>();
            CompletableFuture<Outcome<String>> result = retries.start(
                    RetryPolicy.lambda(), number -> number == 1 ? running : CompletableFuture.completedFuture(CLOSED));
            retries.close();
            assertThat(result).isNotDone();
            running.complete(BAD);
            assertThat(result).isCompletedWithValue(CLOSED);
        }
    }
}
