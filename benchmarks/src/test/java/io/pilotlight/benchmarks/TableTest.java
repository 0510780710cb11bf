package io.pilotlight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Line line = Line.all().get(0);

    @Test
    void alignsTheColumnsAndGivesTheRatioOfMedians() {
        Map<Measure, Figures> figures =
                Map.of(line.ours(), new Figures(List.of(6_000.0)), line.peer(), new Figures(List.of(4_000.0)));
        assertThat(new Table(List.of(line), figures)).hasToString("""
                line      ours: median (min-max)  peer: median (min-max)  ratio  the peer is
                warm.raw  6.00 us (6.00-6.00)     4.00 us (4.00-4.00)     1.50   executor of 1 thread: submit and get
                """);
    }

    @Test
    void refusesALineOfWhichASideIsMissing() {
        Table table = new Table(List.of(line), Map.of(line.ours(), new Figures(List.of(6_000.0))));
        assertThatIllegalArgumentException().isThrownBy(table::toString).withMessageContaining(line.name());
    }
}
