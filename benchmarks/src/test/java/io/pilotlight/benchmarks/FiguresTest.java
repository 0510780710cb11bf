package io.pilotlight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
        assertThat(times(List.of(900.0, 1.0, 5.0)).median()).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(times(List.of(4.0, 1.0, 900.0, 2.0)).median()).isEqualTo(3);
    }

    @Test
    void theRatioIsOfMedians() {
        Figures ours = times(List.of(3.0, 3.0, 1_000.0));
        Figures peer = times(List.of(2.0, 2.0, 0.1));
        assertThat(ours.ratioTo(peer)).isEqualTo(1.5);
    }

    @Test
    void allThreeNumbersHaveTheUnitOfTheMedian() {
        assertThat(times(List.of(4_440.0, 900.0, 45_000.0))).hasToString("4.44 us (0.90-45.0)");
        assertThat(times(List.of(66.0, 71.0, 710.0))).hasToString("71.0 ns (66.0-710)");
        assertThat(times(List.of(350_000.0, 37_500_000.0, 123_000_000.0))).hasToString("37.5 ms (0.35-123)");
    }

    @Test
    void nothingHasNoMedian() {
        assertThatIllegalArgumentException().isThrownBy(() -> times(List.of()));
    }

    @Test
    void moreInASecondIsWrittenWithAGreaterUnit() {
        assertThat(new Figures(Quantity.RATE, List.of(109_000.0, 35_100.0, 1_200_000.0)))
                .hasToString("109 k/s (35.1-1200)");
    }

    @Test
    void bytesAreCountedInKibibytes() {
        assertThat(new Figures(Quantity.BYTES, List.of(1_536.0))).hasToString("1.50 KiB (1.50-1.50)");
        assertThat(new Figures(Quantity.BYTES, List.of(380.0, 316.0, 380.0))).hasToString("380 B (316-380)");
    }

    @Test
    void noThreadIsNone() {
        assertThat(new Figures(Quantity.THREADS, List.of(0.0))).hasToString("0 threads (0-0)");
    }

    @Test
    void nothingBesideNothingHasNoRatio() {
        Figures none = new Figures(Quantity.THREADS, List.of(0.0));
        assertThat(none.ratioTo(none)).isNaN();
    }

    private static Figures times(List<Double> nanos) {
        return new Figures(Quantity.TIME, nanos);
    }
}
