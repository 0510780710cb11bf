package io.pilotlight.faas.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.time.Time;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.flow.HeldTime;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Invocations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final VirtualTime time = VirtualTime.create();
    private final List<String> events = new ArrayList<>();

    private Admission admission(int concurrency, int queue) {
        return admission(concurrency, queue, time);
    }

    private Admission admission(int concurrency, int queue, Time time) {
        Limits limits = Limits.builder()
                .maximumConcurrency(concurrency)
                .queueCapacity(queue)
                .queueTime(Duration.ofSeconds(10))
                .payloadBytes(4)
                .build();
        return new Admission(
                limits, new Capacity(100), time, (invocation, why) -> events.add(invocation.id() + " " + why));
    }

    private Invocation invocation(String id) {
        return Invocations.arrived(id, "1", time);
    }

    private final Predicate<Invocation> run = invocation -> events.add(invocation.id() + " runs");

    @Test
    void letsInUpToTheLimitThenQueuesThenRefuses() {
        Admission admission = admission(2, 1);
        for (String id : List.of("a", "b", "c", "d")) {
            assertThat(admission.enter(invocation(id), run)).isTrue();
        }
        assertThat(events).containsExactly("a runs", "b runs", "d " + Rejection.QUEUE_FULL);
        assertThat(admission.running()).isEqualTo(2);
        assertThat(admission.waiting()).isEqualTo(1);
    }

    @Test
    void letsInWhoWaitedLongestAsCapacityComesBack() {
        Admission admission = admission(1, 2);
        List.of("a", "b", "c").forEach(id -> admission.enter(invocation(id), run));
        admission.leave();
        admission.leave();
        assertThat(admission.running()).isEqualTo(1);
        admission.leave();
        assertThat(events).containsExactly("a runs", "b runs", "c runs");
        assertThat(admission.running()).isZero();
        assertThat(time.pending()).isZero();
    }

    @Test
    void refusesEventsThatAreTooLargeWithoutTakingCapacity() {
        Admission admission = admission(1, 0);
        admission.enter(Invocations.arrived("a", "12345", time), run);
        assertThat(events).containsExactly("a " + Rejection.PAYLOAD_TOO_LARGE);
        assertThat(admission.running()).isZero();
    }

    @Test
    void refusesEachAtItsOwnTime() {
        Admission admission = admission(1, 2);
        admission.enter(invocation("a"), run);
        admission.enter(invocation("b"), run);
        time.advance(Duration.ofSeconds(4));
        admission.enter(invocation("c"), run);
        time.advance(Duration.ofSeconds(6));
        assertThat(events).containsExactly("a runs", "b " + Rejection.QUEUE_TIME_EXCEEDED);
        time.advance(Duration.ofSeconds(4));
        assertThat(events).last().isEqualTo("c " + Rejection.QUEUE_TIME_EXCEEDED);
        assertThat(time.pending()).isZero();
    }

    @Test
    void forgetsWhatIsTakenBackWhileItWaits() {
        Admission admission = admission(1, 1);
        admission.enter(invocation("a"), run);
        Invocation b = invocation("b");
        admission.enter(b, run);
        b.stop();
        assertThat(admission.waiting()).isZero();
        assertThat(time.pending()).isZero();
        admission.leave();
        assertThat(events).containsExactly("a runs");
        assertThat(admission.running()).isZero();
    }

    @Test
    void aQueueThatEmptiesWhileItsTimerBeginsIsWatchedByOneTimerAfterwards() {
        HeldTime held = new HeldTime();
        Admission admission = admission(1, 1, held);
        admission.enter(Invocations.arrived("a", "1", held), run);
        Invocation b = Invocations.arrived("b", "1", held);
        admission.enter(b, run);
        Runnable tooLate = held.begin();
        b.stop();
        Invocation c = Invocations.arrived("c", "1", held);
        admission.enter(c, run);
        tooLate.run();
        assertThat(held.pending()).isEqualTo(1);
        c.stop();
        assertThat(held.pending()).isZero();
    }

    @Test
    void aClosedGateTakesNobodyButLetsThoseInWhoWait() {
        Admission admission = admission(1, 1);
        admission.enter(invocation("a"), run);
        admission.enter(invocation("b"), run);
        admission.close(false);
        assertThat(admission.enter(invocation("c"), run)).isFalse();
        admission.leave();
        assertThat(events).containsExactly("a runs", "b runs");
    }

    @Test
    void aClosedGateRefusesThoseWhoWaitIfItIsToldTo() {
        Admission admission = admission(1, 2);
        List.of("a", "b", "c").forEach(id -> admission.enter(invocation(id), run));
        admission.close(true);
        assertThat(events).containsExactly("a runs", "b " + Rejection.CLOSED, "c " + Rejection.CLOSED);
        assertThat(time.pending()).isZero();
    }

    @Test
    void capacityThatCannotBeUsedGoesToTheNextHoweverManyThereAre() {
        int many = 100_000;
        Admission admission = admission(1, many);
        admission.enter(invocation("a"), run);
        for (int i = 0; i < many; i++) {
            admission.enter(invocation("x"), invocation -> false);
        }
        admission.leave();
        assertThat(admission.waiting()).isZero();
        assertThat(admission.running()).isZero();
    }

    @Test
    void capacityThatANewcomerCannotUseIsFreeAgain() {
        Admission admission = admission(1, 1);
        admission.enter(invocation("a"), invocation -> {
            admission.enter(invocation("b"), run);
            return false;
        });
        assertThat(events).containsExactly("b runs");
        assertThat(admission.running()).isEqualTo(1);
    }
}
