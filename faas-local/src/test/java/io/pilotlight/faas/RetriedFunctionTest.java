package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.function.RetryPolicy;
import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.usage.InvocationListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Functions that declare to be tried again, through the whole runtime. */
@Timeout(20)
class RetriedFunctionTest {
    private final VirtualTime time = VirtualTime.create();
    private final List<Outcome<?>> ended = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger calls = new AtomicInteger();
    private final Semaphore waits = new Semaphore(0);
    private final LocalRuntime runtime = LocalRuntime.builder()
            .time(new ToldTime(time, waits))
            .drainTime(Duration.ofMillis(100))
            .listener(new InvocationListener() {
                @Override
                public void ended(Outcome<?> outcome) {
                    ended.add(outcome);
                }
            })
            .build();

    @AfterEach
    void close() {
        runtime.close();
    }

    private CompletableFuture<Outcome<Integer>> invokeFailing(int times, RetryPolicy policy) {
        runtime.deploy(FunctionDefinition.builder("f", Integer.class, (n, context) -> {
                    if (calls.incrementAndGet() <= times) {
                        throw new IllegalStateException("on purpose");
                    }
                    return n;
                })
                .retry(policy)
                .limits(Limits.builder().idleTime(Duration.ZERO).build())
                .build());
        return runtime.invokeAsync("f", 7, Integer.class);
    }

    @Test
    void triesAnEventAgainAndMetersEachAttempt() throws Exception {
        CompletableFuture<Outcome<Integer>> result = invokeFailing(2, RetryPolicy.lambda());
        waits.acquire();
        time.advance(Duration.ofMinutes(1));
        waits.acquire();
        time.advance(Duration.ofMinutes(2));
        assertThat(result.get().orThrow()).isEqualTo(7);
        assertThat(ended).extracting(Outcome::succeeded).containsExactly(false, false, true);
        assertThat(runtime.usage("f").orElseThrow().failed()).isEqualTo(2);
    }

    @Test
    void triesNothingAgainUnlessTheFunctionSaysSo() throws Exception {
        Outcome<Integer> outcome = invokeFailing(1, RetryPolicy.none()).get();
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(calls).hasValue(1);
        assertThat(waits.availablePermits()).isZero();
    }

    @Test
    void cancellingWhileItWaitsEndsIt() throws Exception {
        CompletableFuture<Outcome<Integer>> result = invokeFailing(9, RetryPolicy.lambda());
        waits.acquire();
        result.cancel(true);
        time.advance(Duration.ofDays(1));
        assertThat(waits.availablePermits()).isZero();
        runtime.close();
        assertThat(ended).hasSize(1);
    }

    @Test
    void closingWhileItWaitsRefusesTheNextAttempt() throws Exception {
        CompletableFuture<Outcome<Integer>> result = invokeFailing(9, RetryPolicy.lambda());
        waits.acquire();
        runtime.close();
        assertThat(result.get())
                .isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(Rejection.CLOSED));
        assertThat(calls).hasValue(1);
    }

    @Test
    void anEventWhoseFunctionIsGoneIsRefusedWhenItsTimeComes() throws Exception {
        CompletableFuture<Outcome<Integer>> result = invokeFailing(9, RetryPolicy.lambda());
        waits.acquire();
        runtime.undeploy("f");
        time.advance(Duration.ofMinutes(1));
        assertThat(result.get())
                .isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(Rejection.UNKNOWN_FUNCTION));
    }

    /** Virtual time that tells when an attempt waits: nothing else here waits for a minute. */
    private record ToldTime(VirtualTime time, Semaphore waits) implements Time {
        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public Scheduled schedule(Duration delay, Runnable action) {
            Scheduled scheduled = time.schedule(delay, action);
            if (delay.toMinutes() > 0) {
                waits.release();
            }
            return scheduled;
        }
    }
}
