package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.function.Alias;
import io.pilotlight.core.function.Context;
import io.pilotlight.core.function.FunctionBuilder;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Handler;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.function.VersionException;
import io.pilotlight.core.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several versions of a function, and the names that point at them. */
@Timeout(20)
class VersionsTest {
    private final VirtualTime time = VirtualTime.create();
    private volatile double draw;
    private final LocalRuntime runtime = LocalRuntime.builder()
            .time(time)
            .drainTime(Duration.ofMillis(200))
            .draws(() -> draw)
            .build();

    @AfterEach
    void close() {
        runtime.close();
    }

    /** A function that says which version it is. */
    private static FunctionBuilder greet() {
        return FunctionDefinition.builder("greet", String.class, (name, context) -> context.version());
    }

    private String invoke(String name) throws InterruptedException {
        Outcome<String> outcome = runtime.invoke(name, "", String.class);
        assertThat(outcome.usage().function()).isEqualTo("greet");
        assertThat(outcome.usage().version()).isEqualTo(outcome.orThrow());
        return outcome.orThrow();
    }

    @Test
    void aQualifierChoosesTheVersion() throws Exception {
        assertThat(runtime.deploy(greet().alias("live").build())).isEqualTo("1");
        assertThat(runtime.deploy(greet().build())).isEqualTo("2");
        assertThat(invoke("greet")).isEqualTo("2");
        assertThat(invoke("greet:latest")).isEqualTo("2");
        assertThat(invoke("greet:2")).isEqualTo("2");
        assertThat(invoke("greet:1")).isEqualTo("1");
        assertThat(invoke("greet:live")).isEqualTo("1");
        assertThat(runtime.usage("greet").orElseThrow().succeeded()).isEqualTo(5);
        assertThat(runtime.workers("greet")).isEqualTo(2);
        assertThat(runtime.functions()).containsExactly("greet");
    }

    @Test
    void anAliasSharesItsTraffic() throws Exception {
        runtime.deploy(greet().version("blue").alias("live").build());
        runtime.deploy(greet().version("green").alias("live", 0.1).build());
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            draw = i / 100.0;
            answers.add(invoke("greet:live"));
        }
        assertThat(answers).filteredOn("blue"::equals).hasSize(90);
        assertThat(answers).filteredOn("green"::equals).hasSize(10);
    }

    @Test
    void aliasesAreMovedAndTakenAway() throws Exception {
        runtime.deploy(greet().alias("live").build());
        runtime.deploy(greet().build());
        runtime.alias("greet", Alias.weighted("live", Map.of("1", 0.5, "2", 0.5)));
        assertThat(runtime.aliases("greet").get("live").weights()).containsOnlyKeys("1", "2");
        runtime.alias("greet", Alias.of("live", "2"));
        assertThat(invoke("greet:live")).isEqualTo("2");
        assertThat(runtime.versions("greet")).containsExactly("2");
        assertRejected("greet:1", Rejection.UNKNOWN_VERSION);
        assertThat(runtime.removeAlias("greet", "live")).isTrue();
        assertThat(runtime.removeAlias("greet", "live")).isFalse();
        assertRejected("greet:live", Rejection.UNKNOWN_VERSION);
        assertRejected("nobody:live", Rejection.UNKNOWN_FUNCTION);
    }

    @Test
    void whatCannotBeIsRefusedAndChangesNothing() throws Exception {
        runtime.deploy(greet().version("2").alias("live").build());
        assertThatThrownBy(() -> runtime.deploy(greet().version("2").build()))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("Version 2 of 'greet' is deployed already");
        assertThatThrownBy(() -> runtime.alias("greet", Alias.of("live", "7"))).isInstanceOf(VersionException.class);
        assertThatThrownBy(() -> runtime.alias("nobody", Alias.of("live", "1"))).isInstanceOf(VersionException.class);
        assertThat(runtime.aliases("nobody")).isEmpty();
        assertThat(runtime.versions("nobody")).isEmpty();
        assertThat(invoke("greet:live")).isEqualTo("2");
    }

    @Test
    void undeployingTakesAllVersionsAway() throws Exception {
        runtime.deploy(greet().alias("live").build());
        runtime.deploy(greet().build());
        assertThat(runtime.undeploy("greet")).isTrue();
        assertThat(runtime.undeploy("greet")).isFalse();
        for (String name : List.of("greet", "greet:1", "greet:2", "greet:live")) {
            assertRejected(name, Rejection.UNKNOWN_FUNCTION);
        }
    }

    /** Waits until it is let go, and tells when it is closed. */
    private record Slow(CountDownLatch started, CountDownLatch release, CountDownLatch closed)
            implements Handler<String, String>, AutoCloseable {
        Slow() {
            this(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
        }

        @Override
        public String handle(String input, Context context) throws InterruptedException {
            started.countDown();
            release.await();
            return context.version();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test
    void whatRunsOnARetiredVersionEndsThereAndThenItIsClosed() throws Exception {
        Slow old = new Slow();
        runtime.deploy(FunctionDefinition.perWorker("greet", String.class, () -> old)
                .limits(Limits.builder().maximumConcurrency(1).build())
                .build());
        CompletableFuture<Outcome<String>> running = runtime.invokeAsync("greet", "", String.class);
        CompletableFuture<Outcome<String>> waiting = runtime.invokeAsync("greet", "", String.class);
        old.started().await();
        runtime.deploy(greet().build());
        assertThat(invoke("greet")).isEqualTo("2");
        assertThat(running).isNotDone();
        assertThat(old.closed().getCount()).isEqualTo(1);
        old.release().countDown();
        assertThat(running.get().orThrow()).isEqualTo("1");
        assertThat(waiting.get().orThrow()).isEqualTo("1");
        old.closed().await();
    }

    @Test
    void aVersionBehindAnAliasIsClosedWhenTheAliasLeavesIt() throws Exception {
        Slow old = new Slow();
        old.release().countDown();
        runtime.deploy(FunctionDefinition.perWorker("greet", String.class, () -> old)
                .alias("live")
                .build());
        assertThat(invoke("greet")).isEqualTo("1");
        runtime.deploy(greet().build());
        assertThat(invoke("greet:live")).isEqualTo("1");
        assertThat(old.closed().getCount()).isEqualTo(1);
        runtime.alias("greet", Alias.of("live", "2"));
        old.closed().await();
    }

    @Test
    void nobodyIsRefusedWhileVersionsAndAliasesMove() throws Exception {
        runtime.deploy(greet().alias("live").build());
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Outcome<String>> bad = new AtomicReference<>();
        List<Thread> callers = new ArrayList<>();
        CountDownLatch calling = new CountDownLatch(2);
        for (String name : List.of("greet", "greet:live")) {
            Thread caller = new Thread(() -> {
                try {
                    while (!stop.get()) {
                        Outcome<String> outcome = runtime.invoke(name, "", String.class);
                        if (!outcome.succeeded()) {
                            bad.set(outcome);
                        }
                        calling.countDown();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            callers.add(caller);
            caller.start();
        }
        calling.await();
        for (int i = 0; i < 300; i++) {
            draw = i % 7 / 7.0;
            String version =
                    runtime.deploy(greet().alias("live", i % 3 == 0 ? 1 : 0.5).build());
            if (i % 2 == 0) {
                runtime.alias("greet", Alias.of("live", version));
            }
        }
        stop.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(bad).hasNullValue();
    }

    private void assertRejected(String name, Rejection reason) throws InterruptedException {
        assertThat(runtime.invoke(name, "", String.class))
                .isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(reason));
    }
}
