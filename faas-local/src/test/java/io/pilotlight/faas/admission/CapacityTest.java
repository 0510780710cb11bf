package io.pilotlight.faas.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Invocations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private final VirtualTime time = VirtualTime.create();
    private final List<String> events = new ArrayList<>();
    private final Predicate<Invocation> run = invocation -> events.add(invocation.id() + " runs");

    private Admission gate(Capacity capacity, int concurrency, int queue) {
        Limits limits = Limits.builder()
                .maximumConcurrency(concurrency)
                .queueCapacity(queue)
                .queueTime(Duration.ofSeconds(10))
                .build();
        return new Admission(limits, capacity, time, (invocation, why) -> events.add(invocation.id() + " " + why));
    }

    private void enter(Admission gate, String... ids) {
        for (String id : ids) {
            gate.enter(Invocations.arrived(id, "1", time), run);
        }
    }

    @Test
    void functionsShareIt() {
        Capacity capacity = new Capacity(2);
        Admission a = gate(capacity, 5, 0);
        Admission b = gate(capacity, 5, 0);
        enter(a, "a1");
        enter(b, "b1", "b2");
        assertThat(events).containsExactly("a1 runs", "b1 runs", "b2 " + Rejection.RUNTIME_FULL);
        a.leave();
        enter(b, "b3");
        assertThat(events).last().isEqualTo("b3 runs");
    }

    @Test
    void whatComesFreeGoesToTheFunctionThatHasWaitedLongest() {
        Capacity capacity = new Capacity(1);
        Admission a = gate(capacity, 5, 9);
        Admission b = gate(capacity, 5, 9);
        Admission c = gate(capacity, 5, 9);
        enter(a, "a1");
        enter(b, "b1", "b2");
        enter(c, "c1");
        enter(a, "a2");
        assertThat(events).containsExactly("a1 runs");
        a.leave();
        b.leave();
        c.leave();
        a.leave();
        b.leave();
        assertThat(events).containsExactly("a1 runs", "b1 runs", "c1 runs", "a2 runs", "b2 runs");
        assertThat(List.of(a.running(), b.running(), c.running())).containsOnly(0);
        assertThat(capacity.contended()).isFalse();
        assertThat(time.pending()).isZero();
    }

    @Test
    void whoGivesUpWaitingLeavesTheLine() {
        Capacity capacity = new Capacity(1);
        Admission a = gate(capacity, 5, 9);
        Admission b = gate(capacity, 5, 9);
        enter(a, "a1");
        enter(b, "b1");
        time.advance(Duration.ofSeconds(10));
        assertThat(events).containsExactly("a1 runs", "b1 " + Rejection.QUEUE_TIME_EXCEEDED);
        a.leave();
        enter(b, "b2");
        assertThat(events).last().isEqualTo("b2 runs");
    }

    @Test
    void aFunctionAtItsOwnLimitTakesNothingFromTheLine() {
        Capacity capacity = new Capacity(2);
        Admission a = gate(capacity, 1, 9);
        Admission b = gate(capacity, 2, 9);
        enter(a, "a1", "a2");
        enter(b, "b1", "b2");
        a.leave();
        assertThat(events).containsExactly("a1 runs", "b1 runs", "b2 runs");
        b.leave();
        assertThat(events).last().isEqualTo("a2 runs");
        b.leave();
        a.leave();
        assertThat(List.of(a.running(), b.running(), a.waiting(), b.waiting())).containsOnly(0);
    }

    @Test
    void aLongLineIsServedWithoutNesting() {
        Capacity capacity = new Capacity(1);
        Admission a = gate(capacity, 1, 0);
        enter(a, "first");
        Admission inline = gate(capacity, 1, 50_000);
        for (int i = 0; i < 50_000; i++) {
            inline.enter(Invocations.arrived("i", "1", time), invocation -> {
                events.add("ran");
                inline.free(); // as an inline function does when its handler has come back
                return true;
            });
        }
        assertThat(events).hasSize(1);
        a.leave();
        assertThat(events).hasSize(50_001);
        assertThat(inline.running()).isZero();
    }

    @Test
    void aReservationIsTakenFromWhatTheOthersShareAndGivenBack() {
        Reservations reservations = new Reservations(10, 2);
        assertThat(reservations.reserve("f", OptionalInt.of(5))).isTrue();
        assertThat(reservations.reservable()).isEqualTo(3);
        assertThat(reservations.reserve("g", OptionalInt.of(4))).isFalse();
        assertThat(reservations.reserve("f", OptionalInt.of(8))).isTrue();
        assertThat(taken(reservations.of("f"))).isEqualTo(8);
        assertThat(taken(reservations.of("other"))).isEqualTo(2);
        assertThat(reservations.reserve("f", OptionalInt.empty())).isTrue();
        assertThat(reservations.of("f")).isSameAs(reservations.of("other"));
        assertThat(taken(reservations.of("other"))).isEqualTo(8);
        assertThat(reservations.reserve("off", OptionalInt.of(0))).isTrue();
        assertThat(taken(reservations.of("off"))).isZero();
    }

    @Test
    void whoWaitsIsLetInWhenAReservationIsGivenBack() {
        Reservations reservations = new Reservations(2, 0);
        reservations.reserve("greedy", OptionalInt.of(2));
        enter(gate(reservations.of("f"), 1, 1), "a");
        assertThat(events).isEmpty();
        reservations.reserve("greedy", OptionalInt.empty());
        assertThat(events).containsExactly("a runs");
    }

    @Test
    void whoWaitsIsLetInWhenTheReservationGrows() {
        Reservations reservations = new Reservations(5, 0);
        reservations.reserve("f", OptionalInt.of(1));
        enter(gate(reservations.of("f"), 3, 3), "a", "b", "c");
        assertThat(events).containsExactly("a runs");
        reservations.reserve("f", OptionalInt.of(2));
        assertThat(events).containsExactly("a runs", "b runs");
    }

    private static int taken(Capacity capacity) {
        int places = 0;
        while (capacity.take()) {
            places++;
        }
        return places;
    }
}
