package io.pilotlight.faas.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.function.Charge;
import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.function.Usage;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Nanos;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.usage.Counts;
import io.pilotlight.faas.usage.Distribution;
import io.pilotlight.faas.usage.FunctionUsage;
import io.pilotlight.faas.usage.Times;
import java.time.Duration;

/**
 * Adds up what one version of a function costs.
 *
 * <p>One lock holds it together, so that a snapshot is consistent; under it are additions only, and no object is made but when
 * something happens for the first time.
 */
final class Account {
    private final String version;
    private final int number;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Distribution.Recorder queueWaits = new Distribution.Recorder();

    @GuardedBy("lock")
    private final Distribution.Recorder inits = new Distribution.Recorder();

    @GuardedBy("lock")
    private final Distribution.Recorder runs = new Distribution.Recorder();

    @GuardedBy("lock")
    private final Metered metered = new Metered();

    @GuardedBy("lock")
    private final Tally<Failure.Kind> failures = new Tally<>(Failure.Kind.class);

    @GuardedBy("lock")
    private final Tally<Rejection> rejections = new Tally<>(Rejection.class);

    @GuardedBy("lock")
    private final Tally<ColdStart> coldStarts = new Tally<>(ColdStart.class);

    @GuardedBy("lock")
    private long succeeded;

    @GuardedBy("lock")
    private long timedOut;

    @GuardedBy("lock")
    private long queueNanos;

    @GuardedBy("lock")
    private long initNanos;

    @GuardedBy("lock")
    private long billedNanos;

    @GuardedBy("lock")
    private double gigabyteSeconds;

    @GuardedBy("lock")
    private double price;

    @GuardedBy("lock")
    private boolean closed;

    /**
     * Opens an account.
     *
     * @param version whose it is
     * @param number which account of the function this is, in the order in which they were opened
     */
    Account(String version, int number) {
        this.version = version;
        this.number = number;
    }

    String version() {
        return version;
    }

    int number() {
        return number;
    }

    /** Enters an invocation; false if this account was closed before. */
    boolean enter(Invocation invocation, Verdict verdict, Usage usage) {
        long queue = Math.max(0, invocation.queueNanos());
        long init = Math.max(0, invocation.initNanos());
        ColdStart cold = invocation.cold();
        Charge charge = usage.charge();
        long billed = Nanos.of(charge.billed());
        synchronized (lock) {
            if (closed) {
                return false;
            }
            queueWaits.record(queue);
            inits.record(init);
            if (verdict.cost().ran()) {
                runs.record(verdict.cost().runNanos());
                metered.addRun(verdict.cost());
            }
            queueNanos += queue;
            initNanos += init;
            billedNanos += billed;
            gigabyteSeconds += charge.gigabyteSeconds();
            price += charge.price();
            metered.addTraffic(usage.bytesIn(), usage.bytesOut());
            if (cold != null) {
                coldStarts.add(cold);
            }
            count(verdict);
            return true;
        }
    }

    /** Returns what was entered so far. */
    FunctionUsage snapshot(String function) {
        synchronized (lock) {
            return new FunctionUsage(
                    function,
                    new Counts(succeeded, timedOut, failures.counts(), rejections.counts(), coldStarts.counts()),
                    new Times(
                            Duration.ofNanos(queueNanos),
                            Duration.ofNanos(initNanos),
                            Duration.ofNanos(metered.runNanos()),
                            queueWaits.distribution(),
                            inits.distribution(),
                            runs.distribution()),
                    metered.resources(),
                    new Charge(Duration.ofNanos(billedNanos), gigabyteSeconds, price));
        }
    }

    /** Takes no entries from now on, and returns what was entered. */
    FunctionUsage close(String function) {
        synchronized (lock) {
            closed = true;
            return snapshot(function);
        }
    }

    @GuardedBy("lock")
    private void count(Verdict verdict) {
        if (verdict instanceof Verdict.Succeeded) {
            succeeded++;
        } else if (verdict instanceof Verdict.Failed failed) {
            failures.add(failed.failure().kind());
        } else if (verdict instanceof Verdict.Rejected rejected) {
            rejections.add(rejected.reason());
        } else {
            timedOut++;
        }
    }
}
