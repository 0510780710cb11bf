package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.time.VirtualTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ColdReasonTest {
    private final VirtualTime time = VirtualTime.create();
    private final LocalRuntime runtime = LocalRuntime.builder()
            .time(time)
            .graceTime(Duration.ofSeconds(1))
            .drainTime(Duration.ofMillis(200))
            .build();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicReference<Thread> worker = new AtomicReference<>();

    @AfterEach
    void close() {
        release.countDown();
        runtime.close();
    }

    /** True makes the handler wait for its release, whatever interrupts it. */
    private void deploy() {
        runtime.deploy(FunctionDefinition.builder("f", Boolean.class, (waits, context) -> {
                    worker.set(Thread.currentThread());
                    started.countDown();
                    while (waits && release.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return waits;
                })
                .limits(Limits.builder()
                        .maximumConcurrency(2)
                        .timeout(Duration.ofSeconds(5))
                        .idleTime(Duration.ofSeconds(30))
                        .build())
                .build());
    }

    private Optional<ColdStart> cold() throws InterruptedException {
        return runtime.invoke("f", false, Boolean.class).usage().cold();
    }

    @Test
    void isTheFirstUseOfEachVersion() throws Exception {
        deploy();
        assertThat(cold()).contains(ColdStart.FIRST_USE);
        assertThat(cold()).isEmpty();
        deploy();
        assertThat(cold()).contains(ColdStart.FIRST_USE);
        assertThat(runtime.usage("f").orElseThrow().counts().coldStarts()).isEqualTo(Map.of(ColdStart.FIRST_USE, 2L));
    }

    @Test
    void isThatTheFunctionWasScaledToZero() throws Exception {
        deploy();
        cold();
        time.advance(Duration.ofSeconds(30));
        worker.get().join();
        assertThat(cold()).contains(ColdStart.SCALED_TO_ZERO);
    }

    @Test
    void isThatEveryWorkerWasBusy() throws Exception {
        deploy();
        CompletableFuture<Outcome<Boolean>> busy = runtime.invokeAsync("f", true, Boolean.class);
        started.await();
        assertThat(cold()).contains(ColdStart.ALL_BUSY);
        release.countDown();
        assertThat(busy.get().usage().cold()).contains(ColdStart.FIRST_USE);
    }

    @Test
    void isThatTheWorkerWasGivenUp() throws Exception {
        deploy();
        CompletableFuture<Outcome<Boolean>> late = runtime.invokeAsync("f", true, Boolean.class);
        started.await();
        time.advance(Duration.ofSeconds(5));
        assertThat(late.get()).isInstanceOf(Outcome.TimedOut.class);
        time.advance(Duration.ofSeconds(1));
        assertThat(runtime.runaways()).hasSize(1);
        assertThat(cold()).contains(ColdStart.WORKER_LOST);
    }
}
