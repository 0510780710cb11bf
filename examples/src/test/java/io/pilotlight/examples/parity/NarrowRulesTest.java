package io.pilotlight.examples.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of each rule that says exactly what ours must be: one difference that it accepts, and one near it that it does not. */
class NarrowRulesTest {
    static List<Edge> edges() {
        return Stream.concat(RequestEdges.all(), AnswerEdges.all()).toList();
    }

    @ParameterizedTest
    @MethodSource("edges")
    void acceptsWhatOursMustBe(Edge edge) {
        Verdict verdict = edge.of(edge.accepted());
        assertThat(verdict.open()).isEmpty();
        assertThat(verdict.rules()).contains(edge.rule());
    }

    @ParameterizedTest
    @MethodSource("edges")
    void refusesWhatIsNearIt(Edge edge) {
        assertThat(edge.of(edge.refused()).open()).as(edge.refused()).isNotEmpty();
    }

    @Test
    void explainsNothingWhereNothingDiffers() {
        for (Edge edge : edges()) {
            assertThat(edge.of(edge.requests()).same()).isTrue();
        }
    }
}
