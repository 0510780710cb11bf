package io.pilotlight.faas.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneTimerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HeldTime time = new HeldTime();
    private final List<Boolean> due = new ArrayList<>();
    private final OneTimer timer = new OneTimer(time, this::tick);

    private void tick(long number) {
        due.add(timer.isDue(number));
    }

    @Test
    void isSetUntilItIsDue() {
        assertThat(timer.isSet()).isFalse();
        timer.set(SECOND);
        assertThat(timer.isSet()).isTrue();
        time.begin().run();
        assertThat(due).containsExactly(true);
        assertThat(timer.isSet()).isFalse();
    }

    @Test
    void isNotSetOnceItWasCancelled() {
        timer.set(SECOND);
        timer.cancel();
        timer.cancel();
        assertThat(timer.isSet()).isFalse();
        assertThat(time.pending()).isZero();
    }

    @Test
    void aTimerThatBeganAndWasCancelledIsNotDue() {
        timer.set(SECOND);
        Runnable tooLate = time.begin();
        timer.cancel();
        tooLate.run();
        assertThat(due).containsExactly(false);
    }

    @Test
    void aTimerThatComesTooLateLeavesTheOneInItsPlaceAlone() {
        timer.set(SECOND);
        Runnable tooLate = time.begin();
        timer.cancel();
        timer.set(SECOND);
        tooLate.run();
        assertThat(timer.isSet()).isTrue();
        time.begin().run();
        assertThat(due).containsExactly(false, true);
        assertThat(time.pending()).isZero();
    }
}
