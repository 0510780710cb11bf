package io.pilotlight.faas;

import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Nanos;
import io.pilotlight.faas.flow.Workplace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends functions: one that is replaced or undeployed, and all of them when the runtime is closed. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRuntime.class);

    private final AtomicBoolean begun = new AtomicBoolean();

    /** Versions that nobody can reach any more, but that may have workers still, in the order in which they were retired. */
    private final Queue<DeployedFunction> retired = new ConcurrentLinkedQueue<>();

    /** Says that the runtime is closed from now on; true for the first who says so. */
    boolean begin() {
        return begun.compareAndSet(false, true);
    }

    boolean begun() {
        return begun.get();
    }

    void requireOpen() {
        if (begun.get()) {
            throw new FunctionException("This runtime is closed; make a new one", null);
        }
    }

    void retire(DeployedFunction function, boolean refuseWaiting) {
        retired.add(function);
        function.retire(refuseWaiting);
        if (refuseWaiting) { // whoever still waits for an older version waits in vain, too
            String name = function.definition().name();
            retired.stream()
                    .filter(older -> older.definition().name().equals(name))
                    .forEach(older -> older.retire(true));
        }
        retired.removeIf(DeployedFunction::isGone);
    }

    List<String> runaways() {
        return retired.stream()
                .flatMap(function -> function.runaways().stream())
                .toList();
    }

    /** Waits for the retired functions to end, takes back what has not ended by then, and reports what is left. */
    void finish(Duration drainTime, Duration graceTime, Consumer<Invocation> takeBack) {
        boolean interrupted = false;
        try {
            awaitAll(drainTime);
            workplaces().forEach(Workplace::end);
            if (!awaitAll(Duration.ZERO)) {
                endAll(takeBack);
                awaitAll(graceTime);
            }
        } catch (InterruptedException e) {
            interrupted = true;
            endAll(takeBack);
        }
        List<String> left = runaways();
        if (!left.isEmpty()) {
            LOG.warn("The runtime is closed, but these threads do not end: {}", left);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void endAll(Consumer<Invocation> takeBack) {
        for (Workplace workplace : workplaces()) {
            workplace.end();
            workplace.inHand().forEach(takeBack);
            workplace.hurry();
        }
    }

    private boolean awaitAll(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + Nanos.of(atMost);
        boolean all = true;
        for (Workplace workplace : workplaces()) {
            all &= workplace.awaitEmpty(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return all;
    }

    private List<Workplace> workplaces() {
        return retired.stream()
                .map(DeployedFunction::workplace)
                .filter(Objects::nonNull)
                .toList();
    }
}
