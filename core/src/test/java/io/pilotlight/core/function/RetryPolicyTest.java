package io.pilotlight.core.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.function.RetryPolicy.Attempts;
import io.pilotlight.core.function.RetryPolicy.Cause;
import io.pilotlight.core.function.RetryPolicy.Jitter;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
    private static final Usage USAGE = Usage.builder("id", "f", Instant.EPOCH).build();
    private static final Outcome<String> LATE = new Outcome.TimedOut<>(Duration.ofSeconds(1), USAGE);
    private static final Outcome<String> FULL = rejected(Rejection.QUEUE_FULL);
    private static final Set<Cause> BOTH = EnumSet.allOf(Cause.class);

    private static Outcome<String> failed(Failure.Kind kind) {
        return new Outcome.Failed<>(Failure.of(kind, "Type", "message"), USAGE);
    }

    private static Outcome<String> rejected(Rejection reason) {
        return new Outcome.Rejected<>(reason, "message", USAGE);
    }

    private static Optional<Duration> next(RetryPolicy policy, int errors, int refusals, Duration age) {
        return policy.next(new Attempts(errors, refusals), refusals == 0 ? LATE : FULL, age, 0.5);
    }

    @Nested
    class Lambda {
        @ParameterizedTest
        @CsvSource({"1, PT1M", "2, PT2M", "3, "})
        void triesFunctionErrorsAgainAfterOneAndTwoMinutes(int errors, Duration wait) {
            assertThat(next(RetryPolicy.lambda(), errors, 0, Duration.ZERO)).isEqualTo(Optional.ofNullable(wait));
        }

        @ParameterizedTest
        @CsvSource({"1, PT1S", "2, PT2S", "3, PT4S", "9, PT4M16S", "10, PT5M", "11, PT5M", "5000, PT5M"})
        void waitsForCapacityOneSecondToFiveMinutes(int refusals, Duration wait) {
            assertThat(next(RetryPolicy.lambda(), 0, refusals, Duration.ZERO)).contains(wait);
            assertThat(next(RetryPolicy.lambda(), 2, refusals, Duration.ZERO)).contains(wait);
        }

        @ParameterizedTest
        @CsvSource({"1, 0, PT5H59M, PT1M", "1, 0, PT5H59M0.000000001S, ", "0, 10, PT5H55M, PT5M", "0, 10, PT5H55M0.1S, "
        })
        void beginsNoAttemptOfAnEventOlderThanSixHours(int errors, int refusals, Duration age, Duration wait) {
            assertThat(next(RetryPolicy.lambda(), errors, refusals, age)).isEqualTo(Optional.ofNullable(wait));
        }
    }

    @Nested
    class Causes {
        @ParameterizedTest
        @EnumSource(Rejection.class)
        void areRefusalsForWantOfCapacityAndNoOthers(Rejection reason) {
            Set<Rejection> wants = EnumSet.of(
                    Rejection.QUEUE_FULL,
                    Rejection.QUEUE_TIME_EXCEEDED,
                    Rejection.TOO_MANY_RUNAWAYS,
                    Rejection.RUNTIME_FULL);
            assertThat(Cause.of(rejected(reason)).isPresent()).isEqualTo(wants.contains(reason));
            assertThat(RetryPolicy.lambda()
                            .next(new Attempts(0, 1), rejected(reason), Duration.ZERO, 0)
                            .isPresent())
                    .isEqualTo(wants.contains(reason));
        }

        @ParameterizedTest
        @EnumSource(Failure.Kind.class)
        void areFailuresThatAreNotTheEventsAndNotTheCallers(Failure.Kind kind) {
            boolean again = kind != Failure.Kind.INPUT && kind != Failure.Kind.CANCELLED;
            assertThat(Cause.of(failed(kind))).isEqualTo(again ? Optional.of(Cause.FUNCTION_ERROR) : Optional.empty());
        }

        @Test
        void areNoSuccesses() {
            assertThat(Cause.of(new Outcome.Succeeded<>("good", USAGE))).isEmpty();
            assertThat(Cause.of(LATE)).contains(Cause.FUNCTION_ERROR);
        }

        @Test
        void areTriedAgainOnlyIfThePolicySaysSo() {
            RetryPolicy errors = RetryPolicy.of(3, Duration.ofSeconds(1));
            assertThat(next(errors, 1, 0, Duration.ZERO)).isPresent();
            assertThat(next(errors, 0, 1, Duration.ZERO)).isEmpty();
            RetryPolicy refusals = RetryPolicy.builder()
                    .maximumAttempts(3)
                    .causes(Set.of(Cause.NO_CAPACITY))
                    .build();
            assertThat(next(refusals, 1, 0, Duration.ZERO)).isEmpty();
            assertThat(next(refusals, 0, 1, Duration.ZERO)).isPresent();
        }

        @Test
        void countRefusalsInARowAndErrorsAltogether() {
            Attempts attempts = Attempts.NONE.and(FULL).and(FULL);
            assertThat(attempts).isEqualTo(new Attempts(0, 2));
            assertThat(attempts.and(LATE)).isEqualTo(new Attempts(1, 0));
            assertThat(attempts.and(LATE).and(FULL).and(failed(Failure.Kind.EXIT)))
                    .isEqualTo(new Attempts(2, 0));
        }
    }

    @Nested
    class Waits {
        @ParameterizedTest
        @CsvSource({
            "PT1S, 1, PT1H, 7, PT1S",
            "PT1S, 3, PT1H, 1, PT1S",
            "PT1S, 3, PT1H, 3, PT9S",
            "PT1S, 1.5, PT1H, 2, PT1.5S",
            "PT1S, 10, PT1H, 900, PT1H",
            "PT0S, 10, PT1H, 900, PT0S",
            "PT0.000001S, 2, PT1H, 2, PT0.000002S"
        })
        void growByTheFactorUpToTheMaximum(Duration delay, double factor, Duration maximum, int errors, Duration wait) {
            RetryPolicy policy = RetryPolicy.builder()
                    .maximumAttempts(1_000)
                    .delay(delay)
                    .factor(factor)
                    .maximumDelay(maximum)
                    .build();
            assertThat(next(policy, errors, 0, Duration.ZERO)).contains(wait);
        }

        @ParameterizedTest
        @CsvSource({"0, PT0S", "0.25, PT1S", "0.5, PT2S", "0.75, PT3S"})
        void areScatteredByTheDrawAlone(double draw, Duration wait) {
            RetryPolicy.Builder builder = RetryPolicy.builder()
                    .maximumAttempts(2)
                    .delay(Duration.ofSeconds(4))
                    .causes(BOTH);
            RetryPolicy scattered = builder.jitter(Jitter.FULL).build();
            assertThat(scattered.next(new Attempts(1, 0), LATE, Duration.ZERO, draw))
                    .contains(wait);
            assertThat(scattered.next(new Attempts(0, 3), FULL, Duration.ZERO, draw))
                    .contains(wait);
            assertThat(builder.jitter(Jitter.NONE).build().next(new Attempts(1, 0), LATE, Duration.ZERO, draw))
                    .contains(Duration.ofSeconds(4));
        }

        @Test
        void mayBeLongerThanACenturyWithoutOverflow() {
            Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
            RetryPolicy policy = RetryPolicy.builder()
                    .maximumAttempts(9)
                    .delay(ever)
                    .maximumAge(ever)
                    .build();
            assertThat(next(policy, 8, 0, Duration.ofDays(1))).isPresent();
        }
    }

    @Nested
    class Making {
        @Test
        void noneTriesNothingAgain() {
            assertThat(RetryPolicy.none().triesAgain()).isFalse();
            assertThat(RetryPolicy.builder()
                            .causes(Set.of())
                            .maximumAttempts(9)
                            .build()
                            .triesAgain())
                    .isFalse();
            assertThat(RetryPolicy.of(2, Duration.ZERO).triesAgain()).isTrue();
            assertThat(RetryPolicy.lambda().triesAgain()).isTrue();
            assertThat(next(RetryPolicy.none(), 1, 0, Duration.ZERO)).isEmpty();
            assertThat(next(RetryPolicy.none(), 0, 1, Duration.ZERO)).isEmpty();
        }

        @Test
        void aLongDelayRaisesTheMaximumThatNobodySet() {
            assertThat(RetryPolicy.of(2, Duration.ofHours(1)).maximumDelay()).isEqualTo(Duration.ofHours(1));
            assertThat(RetryPolicy.of(2, Duration.ofSeconds(1)).maximumDelay()).isEqualTo(Duration.ofMinutes(5));
        }

        @Test
        void namesWhatIsOutOfItsRange() {
            assertThatThrownBy(() -> RetryPolicy.of(0, Duration.ZERO))
                    .hasMessage("Retry maximumAttempts is 0; it must be 1 or more; 1 does not try again");
            assertThatThrownBy(() -> RetryPolicy.of(2, Duration.ofSeconds(-1))).hasMessageContaining("delay is PT-1S");
            for (double factor : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
                assertThatThrownBy(() -> RetryPolicy.builder().factor(factor).build())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("factor is " + factor);
            }
            assertThatThrownBy(() -> RetryPolicy.builder()
                            .maximumDelay(Duration.ofMillis(1))
                            .build())
                    .hasMessageContaining("maximumDelay is PT0.001S; it must be the delay, which is PT1S, or more");
            assertThatThrownBy(() ->
                            RetryPolicy.builder().maximumAge(Duration.ZERO).build())
                    .hasMessageContaining("RetryPolicy.none()");
        }
    }
}
