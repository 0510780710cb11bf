package io.pilotlight.faas.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.flow.Attempt;
import io.pilotlight.faas.flow.Input;
import io.pilotlight.faas.flow.Invocation;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final VirtualTime time = VirtualTime.create();

    @Test
    void givesAnEventItsIdentityAndItsTime() {
        time.advance(Duration.ofSeconds(3));
        Event event = Event.json("1");
        Invocation taken =
                new Intake(time, () -> "id").take(new Attempt("id", 2), "f", new Input.Bytes(event), outcome -> {});
        assertThat(taken.id()).isEqualTo("id");
        assertThat(taken.function()).isEqualTo("f");
        assertThat(taken.event()).isSameAs(event);
        assertThat(taken.attempt()).isEqualTo(2);
        assertThat(taken.arrived()).isEqualTo(time.now());
        assertThat(taken.queueNanos()).isZero();
        assertThat(taken.wasAdmitted()).isFalse();
    }

    @Test
    void numbersWithRandomUuids() {
        Intake intake = new Intake(time);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            UUID id = UUID.fromString(intake.identity());
            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(seen.add(id.toString())).isTrue();
        }
    }
}
