package io.pilotlight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Measure ours = Measure.time(WarmInvocation.class, "rawEvent", "");
    private final Measure peer = Measure.time(WarmInvocation.class, "fixedPool", "executor");

    @Test
    void alignsTheColumnsAndSaysWhetherTheGoalIsReached() {
        assertThat(table(lineWith(new Goal.RatioAtMost(1.4)), 1)).hasToString("""
                line      ours: median (min-max)  peer: median (min-max)  ratio  goal     holds  the peer is
                warm.raw  6.00 us (6.00-6.00)     4.00 us (4.00-4.00)     1.50   <= 1.40  no     executor
                """);
        assertThat(table(lineWith(new Goal.RatioAtMost(1.5)), 1)).asString().contains("<= 1.50  yes    executor");
    }

    @Test
    void aLineWithoutAGoalHoldsNothing() {
        assertThat(table(lineWith(new Goal.None()), 1)).asString().contains("1.50   -     -      executor");
    }

    @Test
    void doubtsWhatWasMeasuredOnCpusThatDoNotSuit() {
        assertThat(table(lineWith(new Goal.RatioAtMost(1.4)), 2))
                .asString()
                .contains("no?    executor")
                .contains("taskset -c 1");
    }

    @Test
    void refusesALineOfWhichASideIsMissing() {
        Line line = lineWith(new Goal.None());
        Table table = new Table(List.of(line), Map.of(ours, six()), 1);
        assertThatIllegalArgumentException().isThrownBy(table::toString).withMessageContaining(line.name());
    }

    private Table table(Line line, int cpus) {
        Figures four = new Figures(Quantity.TIME, List.of(4_000.0));
        return new Table(List.of(line), Map.of(ours, six(), peer, four), cpus);
    }

    private Line lineWith(Goal goal) {
        return new Line("warm.raw", Cpus.ONE, ours, peer, goal);
    }

    private static Figures six() {
        return new Figures(Quantity.TIME, List.of(6_000.0));
    }
}
