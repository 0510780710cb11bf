package io.pilotlight.faas.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.flow.Cost;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Invocations;
import io.pilotlight.faas.flow.Result;
import io.pilotlight.faas.flow.Seat;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.flow.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = VirtualTime.create();
    private final List<Run> late = new ArrayList<>();
    private final Deadlines deadlines = new Deadlines(SECOND.multipliedBy(10), time, late::add);
    private final AtomicInteger interrupts = new AtomicInteger();
    private final AtomicInteger abandoned = new AtomicInteger();

    private Run run() {
        Worker worker = new Worker() {
            @Override
            public Verdict run(Invocation invocation, long deadline) {
                return new Verdict.Succeeded(new Result.Bytes(new byte[0]), Cost.NONE);
            }

            @Override
            public boolean usable() {
                return true;
            }

            @Override
            public void interrupt() {
                interrupts.incrementAndGet();
            }

            @Override
            public void close() {}
        };
        Seat seat = new Seat() {
            @Override
            public Thread thread() {
                return Thread.currentThread();
            }

            @Override
            public boolean abandon() {
                abandoned.incrementAndGet();
                return true;
            }
        };
        return new Run(worker, Invocations.arrived("a", "1", time), seat, time.nanos());
    }

    private Run added(Deadlines to) {
        Run run = run();
        to.add(run);
        return run;
    }

    @Test
    void eachRunIsLateAtItsOwnTime() {
        Run first = added(deadlines);
        time.advance(SECOND.multipliedBy(4));
        Run second = added(deadlines);
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
            deadlines.remove(added(deadlines));
        }
        assertThat(time.pending()).isEqualTo(1);
        time.advance(SECOND.multipliedBy(30));
        assertThat(late).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void letsItsTimerGoWhenNothingRuns() {
        Run run = added(deadlines);
        deadlines.rest();
        assertThat(time.pending()).isEqualTo(1);
        deadlines.remove(run);
        deadlines.rest();
        assertThat(time.pending()).isZero();
    }

    @Test
    void whateverGoesWrongWithOneTheOthersAreLateToo() {
        Deadlines fragile = new Deadlines(SECOND, time, run -> {
            late.add(run);
            throw new AssertionError("on purpose");
        });
        Run first = added(fragile);
        Run second = added(fragile);
        time.advance(SECOND);
        assertThat(late).containsExactly(first, second);
    }

    @Test
    void aFinishedRunIsNeitherInterruptedNorGivenUp() {
        Run run = run();
        run.finish();
        run.interrupt();
        run.interruptWithin(SECOND, time);
        time.advance(SECOND);
        assertThat(interrupts).hasValue(0);
        assertThat(abandoned).hasValue(0);
        assertThat(time.pending()).isZero();
    }

    @Test
    void aRunThatEndsWithinTheGraceTimeIsNotGivenUp() {
        Run run = run();
        run.interruptWithin(SECOND, time);
        run.finish();
        time.advance(SECOND);
        assertThat(interrupts).hasValue(1);
        assertThat(abandoned).hasValue(0);
        Run other = run();
        other.interruptWithin(SECOND, time);
        time.advance(SECOND);
        assertThat(abandoned).hasValue(1);
    }
}
