package io.pilotlight.faas.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.flow.HeldTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = VirtualTime.create();
    private final List<Run> late = new ArrayList<>();
    private final Deadlines deadlines = new Deadlines(SECOND.multipliedBy(10), time, Debugger.none(), late::addAll);

    private Run added() {
        Run run = new Probe().run(time);
        deadlines.add(run);
        return run;
    }

    @Test
    void eachRunIsLateAtItsOwnTime() {
        Run first = added();
        time.advance(SECOND.multipliedBy(4));
        Run second = added();
        time.advance(SECOND.multipliedBy(6).minusNanos(1));
        assertThat(late).isEmpty();
        time.advance(Duration.ofNanos(1));
        assertThat(late).containsExactly(first);
        time.advance(SECOND.multipliedBy(4));
        assertThat(late).containsExactly(first, second);
        assertThat(time.pending()).isZero();
    }

    @Test
    void whatEndsInTimeIsNeverLateAndNeedsOneTimerForMany() {
        for (int i = 0; i < 100; i++) {
            deadlines.remove(added());
        }
        assertThat(time.pending()).isEqualTo(1);
        time.advance(SECOND.multipliedBy(30));
        assertThat(late).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void letsItsTimerGoWhenNothingRuns() {
        Run run = added();
        deadlines.rest();
        assertThat(time.pending()).isEqualTo(1);
        deadlines.remove(run);
        deadlines.rest();
        assertThat(time.pending()).isZero();
    }

    @Test
    void aTimerThatBeginsWhileItIsLetGoIsNotOneMore() {
        HeldTime held = new HeldTime();
        Deadlines watched = new Deadlines(SECOND, held, Debugger.none(), late::addAll);
        Run first = new Probe().run(held);
        watched.add(first);
        Runnable tooLate = held.begin();
        watched.remove(first);
        watched.rest();
        Run second = new Probe().run(held);
        watched.add(second);
        tooLate.run();
        assertThat(held.pending()).isEqualTo(1);
        watched.remove(second);
        watched.rest();
        assertThat(held.pending()).isZero();
    }

    @Test
    void tellsWhatRunsLateOrNotUntilItEnds() {
        Run first = added();
        time.advance(SECOND);
        Run second = added();
        time.advance(SECOND.multipliedBy(9));
        assertThat(late).containsExactly(first);
        Run third = added();
        assertThat(deadlines.running(seat -> true))
                .containsExactly(first.invocation(), second.invocation(), third.invocation());
        deadlines.remove(second);
        deadlines.remove(first);
        assertThat(deadlines.running(seat -> true)).containsExactly(third.invocation());
        deadlines.remove(third);
        deadlines.remove(third);
        assertThat(deadlines.running(seat -> true)).isEmpty();
    }

    @Test
    void aRunThatWasNeverAddedIsNotRemoved() {
        Run run = added();
        deadlines.remove(new Probe().run(time));
        assertThat(deadlines.running(seat -> true)).containsExactly(run.invocation());
    }

    @Test
    void whatRunsAndWhatIsLateIsTheSameAsInASimpleModel() {
        Random random = new Random(7);
        Set<Run> model = new LinkedHashSet<>();
        for (int step = 0; step < 5_000; step++) {
            int choice = random.nextInt(10);
            if (choice < 4) {
                model.add(added());
            } else if (choice < 8 && !model.isEmpty()) {
                Run gone = List.copyOf(model).get(random.nextInt(model.size()));
                model.remove(gone);
                deadlines.remove(gone);
            } else {
                time.advance(Duration.ofMillis(random.nextInt(3_000)));
            }
            long now = time.nanos();
            assertThat(deadlines.running(seat -> true))
                    .containsExactlyElementsOf(
                            model.stream().map(Run::invocation).toList());
            assertThat(model).allMatch(run -> late.contains(run) == now - run.startedNanos() >= 10_000_000_000L);
        }
        assertThat(late).isNotEmpty().doesNotHaveDuplicates();
    }
}
