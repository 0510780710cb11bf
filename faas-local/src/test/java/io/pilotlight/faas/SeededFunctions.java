package io.pilotlight.faas;

import io.pilotlight.core.function.Context;
import io.pilotlight.core.function.FunctionBuilder;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Handler;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.RetryPolicy;
import io.pilotlight.core.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Functions of every sort, with limits that are reached soon. */
final class SeededFunctions {
    static final List<String> NAMES = List.of("value", "object", "inline", "own", "reserved");

    private final SplittableRandom random;
    private final LocalRuntime runtime;
    private final Time time;
    private final SeededLog log;
    private final Thread advancing = Thread.currentThread();

    SeededFunctions(SplittableRandom random, LocalRuntime runtime, Time time, SeededLog log) {
        this.random = random;
        this.runtime = runtime;
        this.time = time;
        this.log = log;
    }

    /**
     * What a handler does.
     *
     * @param millis how long it takes
     * @param deafMillis how much longer it takes if it is interrupted
     * @param failures how many attempts fail
     * @param calls which function it invokes, and waits for; none if empty
     */
    record Step(int millis, int deafMillis, int failures, String calls) {}

    static <T> T anyOf(SplittableRandom random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    Step step() {
        return new Step(
                random.nextInt(4) * 150,
                anyOf(random, List.of(0, 0, 100, 500)),
                anyOf(random, List.of(0, 0, 0, 1, 2)),
                anyOf(random, List.of("", "", "value", "object:live", "own", "reserved", "inline", "nobody")));
    }

    /** Deploys the next version, with other limits, and gives it some of the function's traffic. */
    void deploy(String name) {
        boolean inline = name.equals("inline");
        FunctionBuilder function = builder(name)
                .limits(limits(name))
                .retry(inline ? RetryPolicy.none() : retry())
                .alias("live", anyOf(random, List.of(0.3, 0.5, 1.0)));
        if (inline) {
            function.inline();
        }
        if (name.equals("object") || name.equals("inline")) {
            function.byReference();
        }
        log.say("deploys " + name + ":" + runtime.deploy(function.build()));
    }

    private FunctionBuilder builder(String name) {
        if (!name.equals("own")) {
            return FunctionDefinition.builder(name, Step.class, this::handle);
        }
        Duration init = Duration.ofMillis(random.nextInt(3) * 150L);
        return FunctionDefinition.perWorker(name, Step.class, () -> {
            log.say("makes a handler");
            time.sleep(init);
            return new Own();
        });
    }

    private Limits limits(String name) {
        Limits.Builder limits = Limits.builder()
                .maximumConcurrency(1 + random.nextInt(3))
                .queueCapacity(random.nextInt(3))
                .queueTime(Duration.ofMillis(100 + random.nextInt(4) * 200L))
                .timeout(Duration.ofMillis(200 + random.nextInt(4) * 200L))
                .initTimeout(Duration.ofMillis(200))
                .idleTime(Duration.ofMillis(random.nextInt(3) * 400L));
        if (!name.equals("inline")) {
            limits.minimumWorkers(random.nextInt(4) / 2);
        }
        if (name.equals("reserved")) {
            limits.reservedConcurrency(1);
        }
        return limits.build();
    }

    private RetryPolicy retry() {
        return RetryPolicy.builder()
                .maximumAttempts(1 + random.nextInt(3))
                .delay(Duration.ofMillis(250))
                .jitter(anyOf(random, List.of(RetryPolicy.Jitter.values())))
                .maximumAge(Duration.ofSeconds(4))
                .build();
    }

    private String handle(Step step, Context context) throws InterruptedException {
        say(context, "begins");
        try {
            String answer = mayWait() ? work(step, context) : "";
            if (context.attempt() <= step.failures()) {
                throw new IllegalStateException("on purpose, in attempt " + context.attempt());
            }
            return context.version() + answer;
        } catch (InterruptedException e) {
            say(context, "is interrupted");
            if (step.deafMillis() == 0) {
                throw e;
            }
            time.sleep(Duration.ofMillis(step.deafMillis()));
            return "too late";
        } finally {
            say(context, "ends");
        }
    }

    /** Says whether this is not an inline handler in an action: there the time would wait for itself. */
    private boolean mayWait() {
        return Thread.currentThread() != advancing;
    }

    private String work(Step step, Context context) throws InterruptedException {
        time.sleep(Duration.ofMillis(step.millis()));
        return step.calls().isEmpty() ? "" : call(step, context);
    }

    /** What is invoked takes half as long, and invokes nobody. */
    private String call(Step step, Context context) throws InterruptedException {
        Step next = new Step(step.millis() / 2, step.deafMillis(), step.failures(), "");
        Outcome<String> outcome = runtime.invoke(step.calls(), next, String.class);
        say(context, "hears from " + step.calls());
        return " " + SeededLog.kind(outcome);
    }

    private void say(Context context, String what) {
        log.say(context.invocationId() + " " + what + " on "
                + Thread.currentThread().getName() + ", " + context.remaining().toMillis() + " ms left");
    }

    /** A handler of one worker, which says when it is closed. */
    private final class Own implements Handler<Step, String>, AutoCloseable {
        @Override
        public String handle(Step step, Context context) throws InterruptedException {
            return SeededFunctions.this.handle(step, context);
        }

        @Override
        public void close() {
            log.say("closes a handler");
        }
    }
}
