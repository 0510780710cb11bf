package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.FunctionBuilder;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Usage;
import io.pilotlight.core.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A worker may be handed an invocation while its thread is in the middle of something else. Virtual time does not wait for it
 * before that is over: its patience is too long to come to an end here, and no
 * interrupt ends that.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTurnsTest {
    private final VirtualTime time = VirtualTime.create().withPatience(Duration.ofDays(1));
    private final List<CompletableFuture<Outcome<Integer>>> begun = new ArrayList<>();
    private final LocalRuntime runtime = LocalRuntime.builder()
            .time(time)
            .maximumConcurrency(2)
            .minimumUnreserved(0)
            .graceTime(Duration.ofMillis(100))
            .build();

    @AfterEach
    void close() {
        runtime.close();
    }

    private FunctionBuilder sleeper(String name) {
        return FunctionDefinition.builder(name, Integer.class, (millis, context) -> {
            time.sleep(Duration.ofMillis(millis));
            return millis;
        });
    }

    private void invokeAt(long millis, String function, int input) {
        at(millis, () -> begun.add(runtime.invokeAsync(function, input, Integer.class)));
    }

    private void at(long millis, Runnable action) {
        time.schedule(Duration.ofMillis(millis), action);
    }

    private Usage usage(int which) {
        assertThat(begun.get(which)).isCompleted();
        return begun.get(which).join().usage();
    }

    @Test
    void anEventMayComeWhileItsWorkerGetsReady() {
        FunctionBuilder slow = FunctionDefinition.perWorker("slow", Integer.class, () -> {
            time.sleep(Duration.ofMillis(150));
            return (n, context) -> n;
        });
        at(
                0,
                () -> runtime.deploy(
                        slow.limits(Limits.builder().minimumWorkers(1).build()).build()));
        invokeAt(50, "slow", 7);
        time.advance(Duration.ofMillis(200));
        assertThat(usage(0).init()).isEqualTo(Duration.ofMillis(100));
        assertThat(runtime.workers("slow")).isEqualTo(1);
    }

    @RepeatedTest(20) // whether the thread is faster than the event is not decided by the time
    void anEventMayComeBeforeItsWorkerBeginsToGetReady() {
        FunctionBuilder deaf = FunctionDefinition.builder("deaf", Integer.class, (millis, context) -> {
            try {
                time.sleep(Duration.ofMillis(millis));
            } catch (InterruptedException ignored) {
                time.sleep(Duration.ofMillis(millis));
            }
            return millis;
        });
        Limits limits = Limits.builder()
                .minimumWorkers(1)
                .maximumConcurrency(1)
                .timeout(Duration.ofMillis(200))
                .build();
        at(0, () -> runtime.deploy(deaf.limits(limits).build()));
        invokeAt(10, "deaf", 1_000);
        invokeAt(20, "deaf", 0);
        time.advance(Duration.ofSeconds(5));
        assertThat(usage(0).run()).isEqualTo(Duration.ofMillis(200));
        assertThat(usage(1).queueWait()).isEqualTo(Duration.ofMillis(290)); // the grace time included
        assertThat(usage(1).cold()).contains(ColdStart.WORKER_LOST);
        assertThat(begun.get(1).join().succeeded()).isTrue();
        assertThat(runtime.runaways()).isEmpty();
    }

    @Test
    void anEventMayComeWhileItsWorkerRunsAnInlineFunctionForWhichItMadeRoom() {
        runtime.deploy(sleeper("one").build());
        runtime.deploy(sleeper("two").build());
        runtime.deploy(sleeper("inline").inline().build());
        invokeAt(0, "one", 100);
        invokeAt(0, "two", 200);
        invokeAt(10, "inline", 500);
        invokeAt(250, "one", 0);
        time.advance(Duration.ofSeconds(5));
        assertThat(usage(2).queueWait()).isEqualTo(Duration.ofMillis(90));
        assertThat(usage(2).run()).isEqualTo(Duration.ofMillis(500));
        assertThat(usage(3).coldStart()).isFalse();
        assertThat(begun.get(3).join().succeeded()).isTrue();
    }
}
