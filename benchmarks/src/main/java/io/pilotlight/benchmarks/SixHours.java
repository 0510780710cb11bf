package io.pilotlight.benchmarks;

import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.RetryPolicy;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.LocalRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Six hours of virtual time, from making the runtime to closing it: what a test of schedules, retries and idle times takes. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SixHours {
    private static final Duration LENGTH = Duration.ofHours(6);
    private static final Limits LIMITS =
            Limits.builder().idleTime(Duration.ofMinutes(5)).build();

    /** How many attempts there are: 36 reports, 6 orders three times each, 1 import and 80 refused, 3 of what hangs. */
    private static final long ATTEMPTS = 138;

    /** Is made by JMH. */
    public SixHours() {}

    /**
     * Lets reports go by every ten minutes, orders that fail twice every hour, an import for which there is no place, and a
     * handler that hangs.
     *
     * @return how many attempts there were
     */
    @Benchmark
    public long scenario() {
        VirtualTime time = VirtualTime.create();
        try (LocalRuntime runtime = LocalRuntime.builder().time(time).build()) {
            deploy(runtime, time);
            every(time, Duration.ofMinutes(10), () -> invoke(runtime, "report"));
            every(time, Duration.ofHours(1), () -> invoke(runtime, "order"));
            List.of("import", "import", "hung").forEach(function -> invoke(runtime, function));
            time.advance(LENGTH);
            time.advance(LIMITS.idleTime());
            long attempts = runtime.functions().stream()
                    .mapToLong(function -> runtime.usage(function).orElseThrow().invocations())
                    .sum();
            return checked(attempts, time);
        }
    }

    /**
     * Runs as many actions over the same time, without a runtime.
     *
     * @return how many there were
     */
    @Benchmark
    public long clockAlone() {
        VirtualTime time = VirtualTime.create();
        long[] count = new long[1];
        for (long attempt = 0; attempt < ATTEMPTS; attempt++) {
            time.schedule(LENGTH.multipliedBy(attempt).dividedBy(ATTEMPTS), () -> count[0]++);
        }
        time.advance(LENGTH);
        return checked(count[0], time);
    }

    private static void deploy(LocalRuntime runtime, VirtualTime time) {
        Limits oneAtATime = LIMITS.toBuilder()
                .maximumConcurrency(1)
                .queueCapacity(0)
                .timeout(Duration.ofDays(1))
                .build();
        Limits patient = LIMITS.toBuilder().timeout(Duration.ofMinutes(15)).build();
        deploy(runtime, "report", LIMITS, attempt -> time.sleep(Duration.ofSeconds(20)));
        deploy(runtime, "import", oneAtATime, attempt -> time.sleep(LENGTH));
        deploy(runtime, "hung", patient, attempt -> time.sleep(Duration.ofDays(365)));
        deploy(runtime, "order", LIMITS, attempt -> {
            if (attempt <= 2) {
                throw new IllegalStateException("the warehouse does not answer");
            }
        });
    }

    private static void deploy(LocalRuntime runtime, String name, Limits limits, Work work) {
        runtime.deploy(FunctionDefinition.builder(name, Integer.class, (input, context) -> {
                    work.attempt(context.attempt());
                    return input;
                })
                .limits(limits)
                .retry(RetryPolicy.lambda())
                .build());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // its usage says what came of it
    private static void invoke(LocalRuntime runtime, String function) {
        runtime.invokeAsync(function, 7, Integer.class);
    }

    /** At the start, and then again and again until the time is over. */
    private static void every(VirtualTime time, Duration period, Runnable action) {
        action.run();
        if (time.nanos() + period.toNanos() < LENGTH.toNanos()) {
            time.schedule(period, () -> every(time, period, action));
        }
    }

    private static long checked(long attempts, VirtualTime time) {
        if (attempts != ATTEMPTS || time.pending() > 0) {
            throw new IllegalStateException(attempts + " attempts, and " + time.pending() + " timers are left");
        }
        return attempts;
    }

    /** What a handler does in an attempt. */
    private interface Work {
        void attempt(int number) throws Exception;
    }
}
