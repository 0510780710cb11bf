package io.pilotlight.faas;

import io.pilotlight.core.function.Alias;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.VersionException;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.SeededFunctions.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A few seconds of virtual time in which all sorts of things happen to a runtime: which ones, and when, depends on a seed
 * alone. All of it begins in scheduled actions, and runs on real threads.
 */
final class SeededRun {
    private static final Duration LENGTH = Duration.ofSeconds(5);
    private static final int INVOCATIONS = 10;

    private final SplittableRandom random;
    private final VirtualTime time = VirtualTime.create();
    private final SeededLog log = new SeededLog(time);
    private final LocalRuntime runtime;
    private final SeededFunctions functions;
    private final List<CompletableFuture<?>> begun = new ArrayList<>();

    private SeededRun(long seed) {
        random = new SplittableRandom(seed);
        runtime = LocalRuntime.builder()
                .time(time)
                .seed(seed)
                .graceTime(Duration.ofMillis(200))
                .maximumConcurrency(4 + random.nextInt(4))
                .minimumUnreserved(1)
                .listener(log)
                .build();
        functions = new SeededFunctions(random.split(), runtime, time, log);
    }

    /** Goes through it, and returns what was logged, all of it and nothing else. */
    static byte[] of(long seed) {
        SeededRun run = new SeededRun(seed);
        run.plan();
        run.time.advance(LENGTH);
        run.time.advance(Duration.ofDays(1)); // so that everything comes to its end
        run.describeWhatIsLeft();
        String lines = run.log.text();
        run.runtime.close();
        return lines.getBytes(StandardCharsets.UTF_8);
    }

    private void plan() {
        time.schedule(Duration.ZERO, () -> SeededFunctions.NAMES.forEach(functions::deploy));
        for (int i = 0; i < INVOCATIONS; i++) {
            Step step = functions.step();
            String target = target();
            sometime(() -> keep("invocation of " + target, runtime.invokeAsync(target, step, String.class)));
        }
        plan(1, this::map);
        plan(3, this::cancel);
        plan(3, this::deploy);
        plan(2, this::moveAlias);
        plan(1, this::undeploy);
    }

    private void plan(int atMost, Consumer<SplittableRandom> action) {
        for (int count = random.nextInt(atMost + 1); count > 0; count--) {
            SplittableRandom its = random.split();
            sometime(() -> action.accept(its));
        }
    }

    private void sometime(Runnable action) {
        time.schedule(Duration.ofMillis(random.nextInt((int) LENGTH.toMillis())), action);
    }

    private void map(SplittableRandom its) {
        List<Step> steps = Stream.generate(functions::step).limit(4).toList();
        keep("map", runtime.map(SeededFunctions.anyOf(its, SeededFunctions.NAMES), steps, String.class, 2));
    }

    private void cancel(SplittableRandom its) {
        if (!begun.isEmpty()) {
            int which = its.nextInt(begun.size());
            log.say("cancels " + which + ": " + begun.get(which).cancel(true));
        }
    }

    private void deploy(SplittableRandom its) {
        functions.deploy(SeededFunctions.anyOf(its, SeededFunctions.NAMES));
    }

    private void moveAlias(SplittableRandom its) {
        String name = SeededFunctions.anyOf(its, SeededFunctions.NAMES);
        List<String> versions = List.copyOf(runtime.versions(name));
        if (versions.isEmpty()) {
            return;
        }
        String version = SeededFunctions.anyOf(its, versions);
        try {
            runtime.alias(name, Alias.of("live", version));
            log.say("moves " + name + ":live to " + version);
        } catch (VersionException e) {
            log.say(e.getMessage());
        }
    }

    private void undeploy(SplittableRandom its) {
        String name = SeededFunctions.anyOf(its, SeededFunctions.NAMES);
        log.say("undeploys " + name + ": " + runtime.undeploy(name));
    }

    /** A name, at times with a qualifier, that may or may not be there when its time comes. */
    private String target() {
        String name = SeededFunctions.anyOf(random, SeededFunctions.NAMES);
        return name + SeededFunctions.anyOf(random, List.of("", "", ":live", ":live", ":latest", ":1", ":2"));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the second future is of no interest to anybody
    private void keep(String what, CompletableFuture<?> future) {
        int number = begun.size();
        begun.add(future);
        future.whenComplete((done, problem) -> log.say(number + ", " + what + ": " + described(done, problem)));
    }

    private static String described(Object done, Throwable problem) {
        if (problem != null) {
            return problem.getClass().getSimpleName();
        }
        return done instanceof List<?> all
                ? all.stream().map(one -> described(one, null)).toList().toString()
                : SeededLog.kind((Outcome<?>) done);
    }

    private void describeWhatIsLeft() {
        for (String name : SeededFunctions.NAMES) {
            log.say(name + " has " + runtime.workers(name) + " workers, " + runtime.versions(name) + " "
                    + runtime.aliases(name) + " " + runtime.usage(name).map(usage -> usage.counts()));
        }
        log.say(Map.of("runaways", runtime.runaways()) + ", " + time.pending() + " timers");
    }
}
