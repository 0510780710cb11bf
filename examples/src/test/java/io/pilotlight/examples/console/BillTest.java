package io.pilotlight.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.Charge;
import io.pilotlight.core.function.ColdStart;
import io.pilotlight.faas.usage.Counts;
import io.pilotlight.faas.usage.Distribution;
import io.pilotlight.faas.usage.FunctionUsage;
import io.pilotlight.faas.usage.Resources;
import io.pilotlight.faas.usage.Times;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BillTest {
    private static List<String> bill(FunctionUsage usage) {
        Bill bill = new Bill();
        bill.add(usage);
        return bill.lines();
    }

    private static FunctionUsage busy(boolean exact) {
        Distribution.Recorder queueWaits = new Distribution.Recorder();
        Distribution.Recorder runs = new Distribution.Recorder();
        for (int millis = 1; millis <= 100; millis++) {
            queueWaits.record(0);
            runs.record(Duration.ofMillis(millis).toNanos());
        }
        return new FunctionUsage(
                "greet",
                new Counts(100, 0, Map.of(), Map.of(), Map.of(ColdStart.FIRST_USE, 1L, ColdStart.ALL_BUSY, 2L)),
                new Times(
                        Duration.ZERO,
                        Duration.ofMillis(30),
                        Duration.ofMillis(5_050),
                        queueWaits.distribution(),
                        Distribution.empty(),
                        runs.distribution()),
                new Resources(
                        Duration.ofMillis(40),
                        exact,
                        Duration.ZERO,
                        Duration.ZERO,
                        OptionalLong.of(3 << 20),
                        exact,
                        OptionalLong.empty(),
                        0,
                        0),
                Charge.of(Duration.ofMillis(5_050)));
    }

    @Nested
    class WhenAFunctionWasCalled {
        @Test
        void saysWhatAllCallsTookTogether() {
            assertThat(bill(busy(true)).get(1))
                    .isEqualTo("greet       100     3  0.0 ms  30 ms  5.1 s  5050 ms  40 ms     -       -"
                            + "  3.0 MiB allocated");
        }

        @Test
        void saysHowTheTimesAreSpreadAndWhyWorkersWereMade() {
            assertThat(bill(busy(true)).subList(2, 5))
                    .satisfiesExactly(
                            gap -> assertThat(gap).isEmpty(),
                            titles -> assertThat(titles)
                                    .matches("function  queue p99  run p50  run p90  run p99  run max +cold because"),
                            row -> assertThat(row)
                                    .matches("greet +0\\.0 ms +50 ms +90 ms +99 ms +100 ms  1 first use, 2 all busy"));
        }

        @Test
        void marksEstimates() {
            assertThat(bill(busy(false)).get(1)).contains("  ~40 ms  ", "~3.0 MiB allocated");
        }
    }

    @Nested
    class WhenAFunctionWasNeverCalled {
        @Test
        void hasDashesForWhatWasNotMeasured() {
            List<String> lines = bill(FunctionUsage.none("greet"));
            assertThat(lines.get(1)).matches("greet +0 +0 .* 0 ms +- +- +- +-");
            assertThat(lines.get(4)).matches("greet +- +- +- +- +- +-");
        }
    }
}
