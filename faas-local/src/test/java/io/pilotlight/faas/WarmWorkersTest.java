package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Handler;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that are there before they are needed. */
@Timeout(20)
class WarmWorkersTest {
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final VirtualTime time = VirtualTime.create();
    private final Semaphore made = new Semaphore(0);
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final CountDownLatch release = new CountDownLatch(1);
    private final LocalRuntime runtime = LocalRuntime.builder().time(time).build();

    @AfterEach
    void close() {
        release.countDown();
        runtime.close();
    }

    private final class Blocking implements Handler<Event, byte[]>, AutoCloseable {
        @Override
        public byte[] handle(Event event, io.pilotlight.core.function.Context context) throws Exception {
            if (event.text().equals("wait")) {
                release.await();
            }
            return new byte[0];
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private void deploy(int minimum) {
        runtime.deploy(FunctionDefinition.rawPerWorker("f", () -> {
                    if (broken.get()) {
                        made.release();
                        throw new IllegalStateException("no worker today");
                    }
                    Blocking handler = new Blocking();
                    made.release();
                    return handler;
                })
                .limits(Limits.builder().minimumWorkers(minimum).idleTime(IDLE).build())
                .build());
    }

    private CompletableFuture<Outcome<byte[]>> invoke(String text) {
        return runtime.invokeAsync("f", Event.of(text.getBytes(), "text/plain"));
    }

    @Test
    void areMadeAtDeploymentAndServeTheFirstEvents() throws Exception {
        deploy(2);
        made.acquire(2);
        time.advance(Duration.ZERO); // until they are ready
        List<CompletableFuture<Outcome<byte[]>>> first = List.of(invoke("wait"), invoke("wait"));
        CompletableFuture<Outcome<byte[]>> third = invoke("now");
        assertThat(third.get().usage().coldStart()).isTrue();
        release.countDown();
        for (CompletableFuture<Outcome<byte[]>> one : first) {
            assertThat(one.get().usage().coldStart()).isFalse();
        }
        assertThat(made.availablePermits()).isEqualTo(1);
    }

    @Test
    void stayWhenTheyAreIdleWhileTheOthersEnd() throws Exception {
        deploy(1);
        made.acquire();
        List<CompletableFuture<Outcome<byte[]>>> busy = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            busy.add(invoke("wait"));
        }
        release.countDown();
        for (CompletableFuture<Outcome<byte[]>> one : busy) {
            one.get();
        }
        time.advance(IDLE);
        assertThat(runtime.workers("f")).isEqualTo(1);
        assertThat(closed).hasValue(2);
        time.advance(Duration.ofDays(1));
        assertThat(runtime.workers("f")).isEqualTo(1);
        assertThat(time.pending()).isZero();
        assertThat(invoke("now").get().usage().coldStart()).isFalse();
    }

    @Test
    void endWithTheirVersion() throws Exception {
        deploy(2);
        made.acquire(2);
        deploy(0);
        time.advance(Duration.ZERO);
        assertThat(runtime.workers("f")).isZero();
        assertThat(closed).hasValue(2);
    }

    @Test
    void thatCannotBeMadeAreReportedAndTriedAgainByTheNextEvent() throws Exception {
        broken.set(true);
        try (CapturedLog log = CapturedLog.of("io.pilotlight.faas.ledger.Ledger")) {
            deploy(3);
            made.acquire();
            time.advance(Duration.ZERO);
            assertThat(log.await("no worker today")).contains("'f'");
        }
        Outcome<byte[]> outcome = invoke("now").get();
        assertThat(((Outcome.Failed<byte[]>) outcome).failure().kind()).isEqualTo(Failure.Kind.INIT);
        broken.set(false);
        assertThat(invoke("now").get().succeeded()).isTrue();
        assertThat(runtime.usage("f").orElseThrow().invocations()).isEqualTo(2);
    }
}
