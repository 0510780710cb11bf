package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers on virtual threads, where there are any. */
@Timeout(20)
class VirtualThreadsTest {
    private static final boolean THERE_ARE = Runtime.version().feature() >= 21;

    @Test
    void areRefusedBeforeJava21() {
        assumeFalse(THERE_ARE, "there are virtual threads");
        LocalRuntimeBuilder builder = LocalRuntime.builder();
        assertThatThrownBy(builder::virtualThreads)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("leave virtualThreads() away");
    }

    @Nested
    class WhereThereAreAny {
        private final VirtualTime time = VirtualTime.create();

        private LocalRuntime runtime() {
            assumeTrue(THERE_ARE, "virtual threads need Java 21");
            return LocalRuntime.builder().virtualThreads().time(time).build();
        }

        @Test
        void aHandlerRunsOnOneAndOnlyItsTimeIsMetered() throws Exception {
            try (LocalRuntime runtime = runtime()) {
                AtomicReference<Thread> ran = new AtomicReference<>();
                runtime.deploy(FunctionDefinition.of("f", Integer.class, (n, context) -> {
                    ran.set(Thread.currentThread());
                    time.advance(Duration.ofSeconds(2));
                    return n;
                }));
                Outcome<Integer> outcome = runtime.invoke("f", 1, Integer.class);
                assertThat(outcome.orThrow()).isEqualTo(1);
                assertThat(Thread.class.getMethod("isVirtual").invoke(ran.get()))
                        .isEqualTo(true);
                assertThat(ran.get().getName()).isEqualTo("pilotlight-fn:f#1");
                assertThat(outcome.usage().run()).isEqualTo(Duration.ofSeconds(2));
                assertThat(outcome.usage().cpu()).isEmpty();
                assertThat(outcome.usage().userCpu()).isEmpty();
                assertThat(outcome.usage().allocatedBytes()).isEmpty();
            }
        }

        @Test
        void theDeadlineAndTheIdleTimeEndThemLikeAnyOther() throws Exception {
            try (LocalRuntime runtime = runtime()) {
                CountDownLatch started = new CountDownLatch(1);
                AtomicReference<Thread> ran = new AtomicReference<>();
                runtime.deploy(FunctionDefinition.builder("f", Integer.class, (n, context) -> {
                            ran.set(Thread.currentThread());
                            if (n == 1) {
                                started.countDown();
                                new CountDownLatch(1).await();
                            }
                            return n;
                        })
                        .limits(Limits.builder()
                                .timeout(Duration.ofSeconds(1))
                                .idleTime(Duration.ofSeconds(60))
                                .maximumConcurrency(1)
                                .build())
                        .build());
                CompletableFuture<Outcome<Integer>> late = runtime.invokeAsync("f", 1, Integer.class);
                started.await();
                time.advance(Duration.ofSeconds(1));
                assertThat(late.get()).isInstanceOf(Outcome.TimedOut.class);
                assertThat(runtime.invoke("f", 2, Integer.class).orThrow()).isEqualTo(2);
                assertThat(runtime.runaways()).isEmpty();
                time.advance(Duration.ofSeconds(60));
                ran.get().join();
                assertThat(runtime.workers("f")).isZero();
            }
        }
    }
}
