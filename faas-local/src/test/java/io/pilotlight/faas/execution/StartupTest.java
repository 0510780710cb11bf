package io.pilotlight.faas.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StartupTest {
    private final AtomicInteger kills = new AtomicInteger();
    private final Startup startup = new Startup(kills::incrementAndGet);

    @Test
    void canBeCutShortOnce() {
        startup.tooLate();
        startup.takeBack();
        assertThat(kills).hasValue(1);
        assertThat(startup.finish()).isFalse();
        assertThat(startup.wasLate()).isTrue();
    }

    @Test
    void cannotBeCutShortWhenTheWorkerIsReady() {
        assertThat(startup.finish()).isTrue();
        startup.tooLate();
        startup.takeBack();
        assertThat(kills).hasValue(0);
        assertThat(startup.wasLate()).isFalse();
    }
}
