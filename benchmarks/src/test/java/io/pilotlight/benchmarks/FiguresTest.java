package io.pilotlight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
        assertThat(new Figures(List.of(900.0, 1.0, 5.0)).median()).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(new Figures(List.of(4.0, 1.0, 900.0, 2.0)).median()).isEqualTo(3);
    }

    @Test
    void theRatioIsOfMedians() {
        Figures ours = new Figures(List.of(3.0, 3.0, 1_000.0));
        Figures peer = new Figures(List.of(2.0, 2.0, 0.1));
        assertThat(ours.ratioTo(peer)).isEqualTo(1.5);
    }

    @Test
    void allThreeNumbersHaveTheUnitOfTheMedian() {
        assertThat(new Figures(List.of(4_440.0, 900.0, 45_000.0))).hasToString("4.44 us (0.90-45.0)");
        assertThat(new Figures(List.of(66.0, 71.0, 710.0))).hasToString("71.0 ns (66.0-710)");
        assertThat(new Figures(List.of(350_000.0, 37_500_000.0, 123_000_000.0))).hasToString("37.5 ms (0.35-123)");
    }

    @Test
    void nothingHasNoMedian() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Figures(List.of()));
    }
}
