package io.pilotlight.core.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionDefinitionTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "-a", "a/b", "ä", "a.b"})
    void refusesNamesThatAreNone(String name) {
        assertThatThrownBy(() -> FunctionDefinition.of(name, String.class, (s, c) -> s))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void copiesWhatItIsGiven() {
        FunctionBuilder builder =
                FunctionDefinition.builder("f", String.class, (s, c) -> s).variable("A", "1");
        FunctionDefinition first = builder.build();
        builder.variable("A", "2");
        assertThat(first.variables()).containsEntry("A", "1");
        assertThat(first.limits()).isEqualTo(Limits.defaults());
    }

    @Test
    void refusesLimitsOutOfRangeAndNamesThem() {
        assertThatThrownBy(() -> Limits.builder().maximumConcurrency(0).build())
                .hasMessage("Limit maximumConcurrency is 0; it must be 1 or more");
        assertThatThrownBy(() -> Limits.builder().timeout(Duration.ZERO).build())
                .hasMessageContaining("timeout is PT0S");
    }

    @Test
    void anOutcomeWithoutAResultThrowsAndCarriesItself() {
        Usage usage = Usage.builder("id", "f", Instant.EPOCH).build();
        Outcome<String> failed = new Outcome.Failed<>(Failure.of(Failure.Kind.EXIT, "Exit", "code 3"), usage);
        assertThatThrownBy(failed::orThrow)
                .isInstanceOfSatisfying(
                        InvocationException.class, e -> assertThat(e.outcome()).isSameAs(failed))
                .hasMessage("Function 'f' failed: EXIT: Exit: code 3");
        assertThat(failed.map(String::length)).isInstanceOf(Outcome.Failed.class);
        assertThat(new Outcome.Succeeded<>("abc", usage).map(String::length).orThrow())
                .isEqualTo(3);
    }

    @Test
    void usageRoundsUpToTheMillisecondAndTellsZeroFromUnmeasured() {
        Usage usage = Usage.builder("id", "f", Instant.EPOCH)
                .times(Duration.ZERO, Duration.ZERO, Duration.ofNanos(1_000_001))
                .build();
        assertThat(usage.billed()).isEqualTo(Duration.ofMillis(2));
        assertThat(usage.userCpu()).isEmpty();
        assertThat(usage.allocatedBytes()).isEmpty();
    }

    @Test
    void anEventKnowsJsonByItsMediaType() {
        assertThat(Event.json("{}").isJson()).isTrue();
        assertThat(Event.of(new byte[0], "application/problem+JSON; charset=utf-8")
                        .isJson())
                .isTrue();
        assertThat(Event.of(new byte[0], "text/json5").isJson()).isFalse();
        assertThat(Event.json("{}").withAttribute("a", "b").attribute("a")).contains("b");
    }
}
