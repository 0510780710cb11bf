package io.pilotlight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoalTest {
    private final Figures four = new Figures(Quantity.TIME, List.of(4.0));
    private final Figures five = new Figures(Quantity.TIME, List.of(5.0));

    @Test
    void aRatioIsNotToBeExceededWhereLessIsBetter() {
        Goal goal = new Goal.RatioAtMost(0.8);
        assertThat(goal.holds(four, five)).isTrue();
        assertThat(goal.holds(five, four)).isFalse();
        assertThat(goal).hasToString("<= 0.80");
    }

    @Test
    void aRatioIsToBeReachedWhereMoreIsBetter() {
        Goal goal = new Goal.RatioAtLeast(0.8);
        assertThat(goal.holds(four, five)).isTrue();
        assertThat(goal.holds(four, new Figures(Quantity.TIME, List.of(6.0)))).isFalse();
        assertThat(goal).hasToString(">= 0.80");
    }

    @Test
    void aFigureOfOursIsNotToBeExceededWhateverThePeersIs() {
        Goal goal = new Goal.OursAtMost(1024, Quantity.BYTES);
        Figures peer = new Figures(Quantity.BYTES, List.of(1.0));
        assertThat(goal.holds(new Figures(Quantity.BYTES, List.of(1024.0)), peer))
                .isTrue();
        assertThat(goal.holds(new Figures(Quantity.BYTES, List.of(1025.0)), peer))
                .isFalse();
        assertThat(goal).hasToString("ours <= 1.00 KiB");
    }
}
