package io.pilotlight.core.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TariffTest {
    private static final long MB = 1_048_576;
    private static final Offset<Double> TINY = within(1e-15);

    private static Usage.Builder warm(Duration run) {
        return Usage.builder("id", "f", Instant.EPOCH).times(Duration.ofSeconds(9), Duration.ofSeconds(5), run);
    }

    private static Usage cold(Duration init, Duration run) {
        return Usage.builder("id", "f", Instant.EPOCH)
                .cold(ColdStart.FIRST_USE)
                .times(Duration.ofSeconds(9), init, run)
                .build();
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }

    @Nested
    class PerMillisecond {
        @Test
        void chargesEachStartedMillisecondOfTheRunAndNothingElse() {
            assertThat(Tariff.perMillisecond().charge(warm(Duration.ZERO).build()))
                    .isEqualTo(Charge.NONE);
            assertThat(Tariff.perMillisecond().charge(warm(Duration.ofNanos(1)).build()))
                    .isEqualTo(Charge.of(Duration.ofMillis(1)));
            assertThat(Tariff.perMillisecond().charge(warm(Duration.ofMillis(7)).build()))
                    .isEqualTo(Charge.of(Duration.ofMillis(7)));
            assertThat(Tariff.perMillisecond().charge(cold(Duration.ofSeconds(5), Duration.ofNanos(7_000_001))))
                    .isEqualTo(Charge.of(Duration.ofMillis(8)));
        }

        @Test
        void holdsWhereNoneIsSet() {
            Usage usage = warm(Duration.ofNanos(1_500_000)).build();
            assertThat(usage.billed()).isEqualTo(Duration.ofMillis(2));
            assertThat(usage.charge()).isEqualTo(Charge.of(Duration.ofMillis(2)));
        }

        @Test
        void canBeBuiltUpon() {
            Tariff perRequest = usage -> usage.charge().plus(new Charge(Duration.ZERO, 0, 0.5));
            assertThat(perRequest.charge(warm(micros(10)).build())).isEqualTo(new Charge(Duration.ofMillis(1), 0, 0.5));
        }
    }

    @Nested
    class GigabyteSeconds {
        @Test
        void chargesTheConfiguredMemoryForTheTime() {
            Charge charge = Tariff.gigabyteSeconds(128 * MB, 2, 3)
                    .charge(warm(Duration.ofMillis(100)).build());
            assertThat(charge.billed()).isEqualTo(Duration.ofMillis(100));
            assertThat(charge.gigabyteSeconds()).isCloseTo(0.0125, TINY);
            assertThat(charge.price()).isCloseTo(3.025, TINY);
        }

        @Test
        void chargesTheInitOfAColdStartAndNotTheHandOverOfAWarmOne() {
            Tariff tariff = Tariff.gigabyteSeconds(1_024 * MB, 1, 0);
            assertThat(tariff.charge(warm(Duration.ofSeconds(1)).build()).gigabyteSeconds())
                    .isCloseTo(1, TINY);
            assertThat(tariff.charge(cold(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                            .gigabyteSeconds())
                    .isCloseTo(3, TINY);
        }

        /** The figures of a REPORT line that Lambda wrote: its parts, rounded each, would come to 2,367 ms. */
        @Test
        void roundsTheSumAndNotItsParts() {
            Tariff tariff = Tariff.gigabyteSeconds(128 * MB, 1, 1);
            assertThat(tariff.charge(cold(micros(1_307_680), micros(1_058_150))).billed())
                    .isEqualTo(Duration.ofMillis(2_366));
        }

        @Test
        void hasThePricesOfLambda() {
            Charge charge =
                    Tariff.lambda(1_024 * MB).charge(warm(micros(27_550)).build());
            assertThat(charge.billed()).isEqualTo(Duration.ofMillis(28));
            assertThat(charge.gigabyteSeconds()).isCloseTo(0.028, TINY);
            assertThat(charge.price()).isCloseTo(0.028 * 0.0000166667 + 0.0000002, TINY);
        }

        @Test
        void refusesNoMemoryAndImpossiblePrices() {
            assertThatThrownBy(() -> Tariff.lambda(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0 bytes");
            assertThatThrownBy(() -> Tariff.gigabyteSeconds(1, -1, 0)).hasMessageContaining("gigabyte-second is -1.0");
            assertThatThrownBy(() -> Tariff.gigabyteSeconds(1, 0, Double.NaN)).hasMessageContaining("request is NaN");
        }
    }

    @Nested
    class ACharge {
        @Test
        void isAddedToAnother() {
            Charge one = new Charge(Duration.ofMillis(1), 2, 3);
            assertThat(one.plus(new Charge(Duration.ofMillis(10), 20, 30)))
                    .isEqualTo(new Charge(Duration.ofMillis(11), 22, 33));
            assertThat(one.plus(Charge.NONE)).isEqualTo(one);
        }

        @Test
        void isNeverBelowZero() {
            assertThatThrownBy(() -> Charge.of(Duration.ofMillis(-1))).hasMessageContaining("billed is PT-0.001S");
            assertThatThrownBy(() -> new Charge(Duration.ZERO, -1, 0)).hasMessageContaining("gigabyteSeconds is -1.0");
            assertThatThrownBy(() -> new Charge(Duration.ZERO, 0, Double.POSITIVE_INFINITY))
                    .hasMessageContaining("price is Infinity");
        }
    }

    @Test
    void aUsageSaysWhyItWasColdAndWhichAttemptItWas() {
        Usage first = Usage.builder("id", "f", Instant.EPOCH).build();
        assertThat(first.cold()).isEmpty();
        assertThat(first.coldStart()).isFalse();
        assertThat(first.attempt()).isEqualTo(1);
        Usage second = Usage.builder("id", "f", Instant.EPOCH)
                .cold(ColdStart.ALL_BUSY)
                .attempt(2)
                .build();
        assertThat(second.cold()).contains(ColdStart.ALL_BUSY);
        assertThat(second.coldStart()).isTrue();
        assertThat(second.attempt()).isEqualTo(2);
        assertThatThrownBy(() -> Usage.builder("id", "f", Instant.EPOCH).attempt(0))
                .hasMessageContaining("attempt is 0");
    }
}
