package io.pilotlight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void nothingTypedMeansAllLinesTwice() {
        Arguments arguments = Arguments.of(List.of());
        assertThat(arguments.lines()).isEqualTo(Line.all());
        assertThat(arguments.effort()).isEqualTo(new Effort(2, false));
    }

    @Test
    void aQuickLookIsOneRoundUnlessMoreAreAskedFor() {
        assertThat(Arguments.of(List.of("--quick")).effort()).isEqualTo(new Effort(1, true));
        assertThat(Arguments.of(List.of("--quick", "--rounds", "3")).effort()).isEqualTo(new Effort(3, true));
    }

    @Test
    void aPatternChoosesTheLinesInWhoseNameItIsFound() {
        assertThat(Arguments.of(List.of("^cold")).lines())
                .extracting(Line::name)
                .containsExactly("cold.thread", "cold.pool");
    }

    @Test
    void whatMakesNoSenseIsRefusedByItsName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.of(List.of("--fast")))
                .withMessageContaining("--fast");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.of(List.of("--rounds", "0")))
                .withMessageContaining("1 to 999");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.of(List.of("--prof")))
                .withMessageContaining("needs a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.of(List.of("(")))
                .withMessageContaining("regular expression");
    }
}
