package io.pilotlight.faas.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.flow.Cost;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Verdict LATE = new Verdict.TimedOut(SECOND, Cost.NONE);

    private final VirtualTime time = VirtualTime.create();
    private final List<String> order = new ArrayList<>();
    private final Ladder ladder = new Ladder(time, SECOND, this::settle, Debugger.none());

    private void settle(Invocation settled) {
        assertThat(settled.verdict()).isSameAs(LATE);
        order.add("settled");
    }

    private Run run(String name) {
        return new Probe(() -> order.add(name)).run(time);
    }

    @Test
    void allAreInterruptedBeforeTheFirstIsSettled() {
        ladder.giveUp(List.of(run("one"), run("two"), run("three")), late -> LATE);
        time.advance(Duration.ZERO);
        assertThat(order).containsExactly("one", "two", "three", "settled", "settled", "settled");
    }

    @Test
    void eachIsSettledInAnActionOfItsOwn() {
        ladder.giveUp(List.of(run("one"), run("two")), late -> LATE);
        assertThat(order).containsExactly("one", "two");
        assertThat(time.pending()).isEqualTo(4); // two settlements, two grace times
        time.advance(Duration.ZERO);
        assertThat(time.pending()).isEqualTo(2);
        assertThat(order).hasSize(4);
    }

    @Test
    void whatIsDecidedAlreadyIsInterruptedAndSettledByNobodyHere() {
        Run taken = run("one");
        taken.invocation().decide(new Verdict.TimedOut(SECOND, Cost.NONE));
        ladder.giveUp(taken, LATE);
        time.advance(SECOND);
        assertThat(order).containsExactly("one");
    }

    @Test
    void whateverGoesWrongWithOneTheOthersAreGivenUpToo() {
        Run fragile = new Probe(() -> {
                    throw new AssertionError("on purpose");
                })
                .run(time);
        List<Run> late = List.of(fragile, run("two"));
        assertThatThrownBy(() -> ladder.giveUp(late, each -> LATE)).hasStackTraceContaining("on purpose");
        time.advance(Duration.ZERO);
        assertThat(order).containsExactly("two", "settled", "settled");
    }

    @Test
    void withoutATimerEachIsInterruptedAndSettledAllTheSame() {
        Time noTimer = new Time() {
            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public long nanos() {
                return time.nanos();
            }

            @Override
            public Scheduled schedule(Duration delay, Runnable action) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };
        Ladder poor = new Ladder(noTimer, SECOND, this::settle, Debugger.none());
        assertThatThrownBy(() -> poor.giveUp(run("one"), LATE)).hasStackTraceContaining("native thread");
        assertThat(order).containsExactly("one", "settled");
    }
}
