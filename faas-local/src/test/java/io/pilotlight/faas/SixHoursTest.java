package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Context;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Handler;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.function.RetryPolicy;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.usage.Counts;
import io.pilotlight.faas.usage.InvocationListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Six hours of retries, idle times and schedules, which take as long as it takes to decide them. */
@Timeout(20)
class SixHoursTest {
    private static final Duration SIX_HOURS = Duration.ofHours(6);
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final Limits LIMITS = Limits.builder().idleTime(IDLE).build();

    private final VirtualTime time = VirtualTime.create();
    private final Instant start = time.now();
    private final List<Outcome<?>> attempts = Collections.synchronizedList(new ArrayList<>());
    private final LocalRuntime runtime = LocalRuntime.builder()
            .time(time)
            .listener(new InvocationListener() {
                @Override
                public void ended(Outcome<?> outcome) {
                    attempts.add(outcome);
                }
            })
            .build();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void aReportEveryTenMinutesFindsNoWorkerLeft() {
        deploy("report", LIMITS, this::writeReport);
        every(Duration.ofMinutes(10), () -> invoke("report"));

        sixHoursGoBy();

        assertThat(counts("report").succeeded()).isEqualTo(36);
        assertThat(coldStarts("report")).containsOnly(first(1), scaledToZero(35));
        assertNothingIsLeft();
    }

    @Test
    void anOrderThatFailsTwiceGoesThroughThreeMinutesLater() {
        deploy("order", LIMITS, this::failTwice);
        every(Duration.ofHours(1), () -> invoke("order"));

        sixHoursGoBy();

        assertThat(minutesOfAttempts("order")).startsWith(0L, 1L, 3L, 60L, 61L, 63L);
        assertThat(counts("order").succeeded()).isEqualTo(6);
        assertThat(counts("order").failed()).isEqualTo(12);
        assertThat(coldStarts("order")).containsOnly(first(1), scaledToZero(5));
        assertNothingIsLeft();
    }

    @Test
    void anEventThatFindsNoPlaceIsTriedUntilItIsSixHoursOld() {
        deploy("import", oneAtATime(), this::runForSixHours);
        invoke("import");
        CompletableFuture<Outcome<Integer>> refused = invoke("import");

        sixHoursGoBy();

        assertThat(refused.join()).isInstanceOf(Outcome.Rejected.class);
        assertThat(refused.join().usage().attempt()).isEqualTo(80); // 10 while the wait grows, then one every 5 minutes
        assertThat(counts("import").rejections()).containsOnly(Map.entry(Rejection.QUEUE_FULL, 80L));
        assertThat(counts("import").succeeded()).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void aHandlerThatHangsIsGivenUpThreeTimes() {
        deploy("hung", LIMITS.toBuilder().timeout(Duration.ofMinutes(15)).build(), this::hang);
        CompletableFuture<Outcome<Integer>> hung = invoke("hung");

        sixHoursGoBy();

        assertThat(hung.join()).isInstanceOf(Outcome.TimedOut.class);
        assertThat(minutesOfAttempts("hung")).containsExactly(0L, 16L, 33L);
        assertThat(counts("hung").timedOut()).isEqualTo(3);
        assertThat(coldStarts("hung")).containsOnly(first(1));
        assertNothingIsLeft();
    }

    @Test
    void allOfThemGoByTogether() {
        deploy("report", LIMITS, this::writeReport);
        deploy("order", LIMITS, this::failTwice);
        deploy("import", oneAtATime(), this::runForSixHours);
        deploy("hung", LIMITS.toBuilder().timeout(Duration.ofMinutes(15)).build(), this::hang);
        every(Duration.ofMinutes(10), () -> invoke("report"));
        every(Duration.ofHours(1), () -> invoke("order"));
        invoke("import");
        invoke("import");
        invoke("hung");

        sixHoursGoBy();

        assertThat(counts("report").invocations()).isEqualTo(36);
        assertThat(counts("order").invocations()).isEqualTo(18);
        assertThat(counts("import").invocations()).isEqualTo(81);
        assertThat(counts("hung").invocations()).isEqualTo(3);
        assertThat(attempts).hasSize(138).filteredOn(Outcome::succeeded).hasSize(43);
        assertThat(attempts).filteredOn(attempt -> attempt.usage().coldStart()).hasSize(44);
        assertNothingIsLeft();
    }

    private Integer writeReport(Integer input, Context context) throws InterruptedException {
        time.sleep(Duration.ofSeconds(20));
        return input;
    }

    private Integer failTwice(Integer input, Context context) {
        if (context.attempt() <= 2) {
            throw new IllegalStateException("the warehouse does not answer");
        }
        return input;
    }

    private Integer runForSixHours(Integer input, Context context) throws InterruptedException {
        time.sleep(SIX_HOURS);
        return input;
    }

    private Integer hang(Integer input, Context context) throws InterruptedException {
        time.sleep(Duration.ofDays(365));
        return input;
    }

    private void deploy(String name, Limits limits, Handler<Integer, Integer> handler) {
        runtime.deploy(FunctionDefinition.builder(name, Integer.class, handler)
                .limits(limits)
                .retry(RetryPolicy.lambda())
                .build());
    }

    private static Limits oneAtATime() {
        return LIMITS.toBuilder()
                .maximumConcurrency(1)
                .queueCapacity(0)
                .timeout(Duration.ofDays(1))
                .build();
    }

    private CompletableFuture<Outcome<Integer>> invoke(String function) {
        return runtime.invokeAsync(function, 7, Integer.class);
    }

    /** At the start, and then again and again until six hours are over. */
    private void every(Duration period, Runnable action) {
        action.run();
        if (sinceStart().plus(period).compareTo(SIX_HOURS) < 0) {
            time.schedule(period, () -> every(period, action));
        }
    }

    /** And the idle time of whoever has worked last. */
    private void sixHoursGoBy() {
        time.advance(SIX_HOURS);
        time.advance(IDLE);
    }

    private Counts counts(String function) {
        return runtime.usage(function).orElseThrow().counts();
    }

    private Map<ColdStart, Long> coldStarts(String function) {
        return counts(function).coldStarts();
    }

    private static Map.Entry<ColdStart, Long> first(long count) {
        return Map.entry(ColdStart.FIRST_USE, count);
    }

    private static Map.Entry<ColdStart, Long> scaledToZero(long count) {
        return Map.entry(ColdStart.SCALED_TO_ZERO, count);
    }

    private List<Long> minutesOfAttempts(String function) {
        return attempts.stream()
                .map(Outcome::usage)
                .filter(usage -> usage.function().equals(function))
                .map(usage -> Duration.between(start, usage.arrived()).toMinutes())
                .toList();
    }

    private Duration sinceStart() {
        return Duration.between(start, time.now());
    }

    private void assertNothingIsLeft() {
        assertThat(runtime.functions())
                .allSatisfy(function -> assertThat(runtime.workers(function)).isZero());
        assertThat(runtime.runaways()).isEmpty();
        assertThat(time.pending()).isZero();
    }
}
