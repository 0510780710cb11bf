package io.pilotlight.faas.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.time.VirtualTime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DebuggerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = SECOND.multipliedBy(10);

    @Test
    void knowsTheOptionsThatLoadTheAgent() {
        assertThat(List.of(
                        "-agentlib:jdwp=transport=dt_socket,server=y,address=127.0.0.1:0",
                        "-agentlib:jdwp",
                        "-Xrunjdwp:transport=dt_socket",
                        "-agentpath:/opt/java/lib/libjdwp.so=server=y"))
                .allMatch(Debugger::loadsAgent);
        assertThat(List.of("-agentlib:hprof", "-Xmx1g", "-javaagent:jdwp.jar", "-agentpath:/opt/profiler.so"))
                .noneMatch(Debugger::loadsAgent);
    }

    @Test
    void isImpossibleInAJvmThatWasStartedWithoutTheAgent() {
        boolean loaded = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(Debugger::loadsAgent); // whoever debugs this test has it
        assertThat(Debugger.ofThisJvm().possible()).isEqualTo(loaded);
        assertThat(Debugger.none().possible()).isFalse();
        assertThat(Debugger.none().attached()).isFalse();
    }

    @Nested
    class Deadline {
        private final VirtualTime time = VirtualTime.create();
        private final List<Run> late = new ArrayList<>();
        private final AtomicInteger asked = new AtomicInteger();
        private boolean attached;
        private final Deadlines deadlines = new Deadlines(
                TIMEOUT,
                time,
                Debugger.of(() -> {
                    asked.incrementAndGet();
                    return attached;
                }),
                late::addAll);

        private Run added() {
            Run run = new Probe().run(time);
            deadlines.add(run);
            return run;
        }

        @Test
        void comesInTimeWhereNobodyDebugs() {
            Run run = added();
            time.advance(TIMEOUT.minusNanos(1));
            assertThat(late).isEmpty();
            time.advance(Duration.ofNanos(1));
            assertThat(late).containsExactly(run);
        }

        @Test
        void waitsUntilTheDebuggerIsGoneAndForWhatWasLeftThen() {
            Run run = added();
            time.advance(SECOND.multipliedBy(4));
            attached = true;
            time.advance(Duration.ofHours(2));
            assertThat(late).isEmpty();
            attached = false;
            time.advance(SECOND.multipliedBy(6).minusNanos(1));
            assertThat(late).isEmpty();
            time.advance(Deadlines.PERIOD.plusNanos(1)); // detached between two looks: the later one counts
            assertThat(late).containsExactly(run);
        }

        @Test
        void isNotMissedByADebuggerThatCameJustBeforeIt() {
            added();
            time.advance(TIMEOUT.minusNanos(1));
            attached = true;
            time.advance(SECOND);
            assertThat(late).isEmpty();
        }

        @Test
        void gainsNothingFromADebuggerThatWasThereBefore() {
            attached = true;
            Run first = added();
            time.advance(Duration.ofHours(1));
            attached = false;
            time.advance(SECOND);
            Run second = added();
            time.advance(TIMEOUT.minus(SECOND).minusNanos(1));
            assertThat(late).isEmpty();
            time.advance(Deadlines.PERIOD.plusNanos(1));
            assertThat(late).containsExactly(first);
            time.advance(SECOND);
            assertThat(late).containsExactly(first, second);
        }

        @Test
        void leavesOutWhatLiesBetweenALookThatFoundADebuggerAndTheNext() {
            attached = true;
            added();
            time.advance(Deadlines.PERIOD);
            attached = false; // it may have stopped all threads, the timer's too, before it went
            time.advance(Deadlines.PERIOD);
            time.advance(TIMEOUT.minusNanos(1));
            assertThat(late).isEmpty();
            time.advance(Duration.ofNanos(1));
            assertThat(late).hasSize(1);
        }

        @Test
        void isLookedForOnlyWhileSomethingRuns() {
            Run run = added();
            time.advance(SECOND);
            assertThat(asked).hasValue(4);
            deadlines.remove(run);
            time.advance(TIMEOUT);
            assertThat(asked).hasValue(5);
            assertThat(time.pending()).isZero();
        }
    }
}
