package io.pilotlight.core.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "12", "latest", "a b", "-a", "a.b", "a:b"})
    void refusesNamesThatAreNone(String name) {
        assertThatThrownBy(() -> Alias.of(name, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not an alias: '" + name + "'");
    }

    @Test
    void pointsAtTheOneVersionWhateverTheDraw() {
        Alias alias = Alias.of("live", "1.0_rc-2");
        assertThat(alias.versionFor(0)).isEqualTo("1.0_rc-2");
        assertThat(alias.versionFor(Math.nextDown(1.0))).isEqualTo("1.0_rc-2");
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "0.19, 10", "0.2, 2", "0.49, 2", "0.5, b", "0.999999999, b"})
    void givesEachVersionItsShareInTheOrderOfTheirNames(double draw, String version) {
        Alias alias = Alias.weighted("live", Map.of("b", 0.5, "2", 0.3, "10", 0.2));
        assertThat(alias.versionFor(draw)).isEqualTo(version);
        assertThat(alias.weights().keySet()).containsExactly("10", "2", "b");
    }

    @Test
    void givesTheLastVersionWhatRoundingLeaves() {
        Alias alias = Alias.weighted("live", Map.of("a", 1 / 3.0, "b", 1 / 3.0, "c", 0.333333));
        assertThat(alias.versionFor(Math.nextDown(1.0))).isEqualTo("c");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void refusesDrawsOutOfTheirRange(double draw) {
        assertThatThrownBy(() -> Alias.of("live", "1").versionFor(draw)).hasMessageContaining("The draw is " + draw);
    }

    @Test
    void refusesSharesThatAreNotOneAltogether() {
        assertThatThrownBy(() -> Alias.weighted("live", Map.of("1", 0.9, "2", 0.01)))
                .hasMessageContaining("Alias 'live': the shares of [1, 2] are 0.91");
        assertThatThrownBy(() -> Alias.weighted("live", Map.of("1", 1.0, "2", 0.0)))
                .hasMessageContaining("the share of version 2 is 0.0; it must be more than 0");
        assertThatThrownBy(() -> Alias.weighted("live", Map.of("1", Double.NaN)))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Alias.weighted("live", Map.of())).hasMessageContaining("they must be 1");
        assertThatThrownBy(() -> Alias.of("live", "latest")).hasMessageContaining("Not a version: 'latest'");
    }

    @Test
    void copiesWhatItIsGiven() {
        Map<String, Double> weights = new HashMap<>(Map.of("1", 1.0));
        Alias alias = Alias.weighted("live", weights);
        weights.clear();
        assertThat(alias).isEqualTo(Alias.of("live", "1"));
        assertThatThrownBy(() -> alias.weights().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
