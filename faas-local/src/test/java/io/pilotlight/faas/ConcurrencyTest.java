package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.PilotlightException;
import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionBuilder;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The overall limit of a runtime, and what functions reserve of it. */
@Timeout(20)
class ConcurrencyTest {
    private final CountDownLatch release = new CountDownLatch(1);
    private final Semaphore running = new Semaphore(0);
    private final LocalRuntime runtime =
            LocalRuntime.builder().maximumConcurrency(4).minimumUnreserved(1).build();

    @AfterEach
    void close() {
        release.countDown();
        runtime.close();
    }

    private FunctionBuilder blocking(String name, Limits limits) {
        return FunctionDefinition.raw(name, (event, context) -> {
                    running.release();
                    release.await();
                    return new byte[0];
                })
                .limits(limits);
    }

    private static Limits.Builder noQueue() {
        return Limits.builder().queueCapacity(0);
    }

    private CompletableFuture<Outcome<byte[]>> invoke(String function) {
        return runtime.invokeAsync(function, Event.json("1"));
    }

    private static Rejection reason(CompletableFuture<Outcome<byte[]>> refused) {
        return ((Outcome.Rejected<byte[]>) refused.join()).reason();
    }

    @Test
    void functionsShareTheOverallLimit() throws Exception {
        runtime.deploy(blocking("a", noQueue().build()).build());
        runtime.deploy(blocking("b", noQueue().build()).build());
        List<CompletableFuture<Outcome<byte[]>>> all = new ArrayList<>();
        for (String function : List.of("a", "a", "a", "b")) {
            all.add(invoke(function));
        }
        running.acquire(4);
        assertThat(reason(invoke("a"))).isEqualTo(Rejection.RUNTIME_FULL);
        assertThat(reason(invoke("b"))).isEqualTo(Rejection.RUNTIME_FULL);
        release.countDown();
        assertThat(all).allSatisfy(one -> assertThat(one.join().succeeded()).isTrue());
        assertThat(invoke("b").join().succeeded()).isTrue();
    }

    @Test
    void whatAFunctionHasReservedNobodyElseTakesAndItTakesNoMore() throws Exception {
        runtime.deploy(
                blocking("mine", noQueue().reservedConcurrency(2).build()).build());
        runtime.deploy(blocking("others", noQueue().build()).build());
        List.of("others", "others", "mine", "mine").forEach(this::invoke);
        running.acquire(4);
        assertThat(reason(invoke("others"))).isEqualTo(Rejection.RUNTIME_FULL);
        assertThat(reason(invoke("mine"))).isEqualTo(Rejection.QUEUE_FULL);
    }

    @Test
    void zeroSwitchesAFunctionOffUntilItIsDeployedWithoutThat() {
        runtime.deploy(blocking("f", noQueue().reservedConcurrency(0).build()).build());
        assertThat(reason(invoke("f"))).isEqualTo(Rejection.SWITCHED_OFF);
        release.countDown();
        runtime.deploy(blocking("f", noQueue().build()).build());
        assertThat(invoke("f").join().succeeded()).isTrue();
    }

    @Test
    void moreThanThereIsCannotBeReservedAndNothingIsChanged() {
        runtime.deploy(blocking("a", noQueue().reservedConcurrency(2).build()).build());
        FunctionDefinition tooMuch =
                blocking("b", noQueue().reservedConcurrency(2).build()).build();
        assertThatThrownBy(() -> runtime.deploy(tooMuch))
                .isInstanceOf(PilotlightException.class)
                .hasMessage(
                        "Function 'b' reserves 2 invocations at once, but no more than 1 can be reserved; reserve less,"
                                + " or raise the runtime's maximumConcurrency");
        assertThat(runtime.functions()).containsExactly("a");
        runtime.undeploy("a");
        runtime.deploy(tooMuch);
    }

    @Test
    void aDeploymentThatFailsLeavesTheReservationAsItWas() throws Exception {
        runtime.deploy(blocking("f", noQueue().reservedConcurrency(1).build())
                .version("v1")
                .build());
        FunctionDefinition again = blocking(
                        "f", noQueue().reservedConcurrency(3).build())
                .version("v1")
                .build();
        assertThatThrownBy(() -> runtime.deploy(again)).isInstanceOf(PilotlightException.class);
        invoke("f");
        running.acquire();
        assertThat(reason(invoke("f"))).isEqualTo(Rejection.QUEUE_FULL);
        runtime.deploy(blocking("g", noQueue().reservedConcurrency(2).build()).build());
    }
}
