package io.pilotlight.faas.ledger;

import io.pilotlight.core.function.Charge;
import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Tariff;
import io.pilotlight.core.function.Usage;
import io.pilotlight.faas.flow.Cost;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Result;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.usage.Arrival;
import io.pilotlight.faas.usage.FunctionUsage;
import io.pilotlight.faas.usage.InvocationListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles invocations: meters them, charges for them, adds them up, tells those who listen, and replies. Every invocation
 * leaves by this door, whatever became of it.
 */
public final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Logger REPORT = LoggerFactory.getLogger("io.pilotlight.faas.report");

    /** How many versions of a function stand for themselves: each takes some tens of kilobytes once it has run. */
    private static final int VERSIONS_KEPT = 32;

    private final List<InvocationListener> listeners;
    private final Tariff tariff;
    private final ConcurrentHashMap<String, Book> books = new ConcurrentHashMap<>();

    /**
     * Makes a ledger without entries that charges per millisecond.
     *
     * @param listeners who is told, in this order
     */
    public Ledger(List<InvocationListener> listeners) {
        this(listeners, Tariff.perMillisecond());
    }

    /**
     * Makes a ledger without entries.
     *
     * @param listeners who is told, in this order
     * @param tariff what is charged
     */
    public Ledger(List<InvocationListener> listeners, Tariff tariff) {
        this.listeners = List.copyOf(listeners);
        this.tariff = Objects.requireNonNull(tariff, "tariff");
    }

    /** Notes that an invocation came in. */
    public void open(Invocation invocation) {
        if (!listeners.isEmpty()) {
            Arrival arrival =
                    new Arrival(invocation.id(), invocation.function(), invocation.attempt(), invocation.arrived());
            tell(listener -> listener.started(arrival));
        }
    }

    /** Opens an account for a function, so that its usage is known from the start. */
    public void openAccount(String function) {
        books.computeIfAbsent(function, name -> new Book(name, VERSIONS_KEPT));
    }

    /** Settles an invocation that was decided. Called once for each, by whoever decided it. */
    public void settle(Invocation invocation) {
        Verdict verdict = Objects.requireNonNull(invocation.verdict(), "settled before it was decided");
        if (invocation.isWarmUp()) {
            settleWarmUp(invocation, verdict);
            return;
        }
        Outcome<Result> outcome = outcome(invocation, verdict);
        try {
            Book book = books.get(invocation.function());
            if (book != null) {
                book.enter(invocation, verdict, outcome.usage());
            }
            if (!listeners.isEmpty()) {
                Outcome<?> seen = outcome.map(Result::value);
                tell(listener -> listener.ended(seen));
            }
            if (REPORT.isInfoEnabled()) {
                REPORT.info(Report.line(outcome));
            }
        } catch (RuntimeException | Error brokenLog) {
            // who waits for the outcome must have it, and there is nobody left to complain to
        } finally {
            invocation.reply().settled(outcome);
        }
    }

    /** Returns what a function has cost so far, in all its versions, if it was ever deployed. */
    public Optional<FunctionUsage> usage(String function) {
        return Optional.ofNullable(books.get(function)).map(Book::total);
    }

    /**
     * Returns what each version of a function has cost so far, the one used first before the others. What reached no version stands
     * under the empty one; of versions that were used long ago, only {@link #usage} knows.
     */
    public Map<String, FunctionUsage> usageByVersion(String function) {
        Book book = books.get(function);
        return book == null ? Map.of() : book.byVersion();
    }

    /** Nobody waits for a worker that gets ready before it is needed, so nobody else would hear of it. */
    private static void settleWarmUp(Invocation none, Verdict verdict) {
        if (verdict instanceof Verdict.Failed failed) {
            LOG.warn("Function '{}': no worker could be made ready: {}", none.function(), failed.failure());
        }
    }

    private Outcome<Result> outcome(Invocation invocation, Verdict verdict) {
        if (verdict instanceof Verdict.Succeeded succeeded) {
            Result result = succeeded.result();
            return new Outcome.Succeeded<>(result, charged(usage(invocation, verdict.cost(), result.size())));
        }
        Usage.Builder usage = usage(invocation, verdict.cost(), 0);
        if (verdict instanceof Verdict.Rejected rejected) {
            return new Outcome.Rejected<>(
                    rejected.reason(),
                    rejected.message(),
                    usage.charge(Charge.NONE).build());
        }
        if (verdict instanceof Verdict.Failed failed) {
            return new Outcome.Failed<>(failed.failure(), charged(usage));
        }
        return new Outcome.TimedOut<>(((Verdict.TimedOut) verdict).timeout(), charged(usage));
    }

    /** Charges for an invocation: by the tariff, or per millisecond if the tariff is broken. */
    private Usage charged(Usage.Builder usage) {
        Usage uncharged = usage.build();
        if (tariff == Tariff.perMillisecond()) { // that is what a usage says of itself
            return uncharged;
        }
        Charge charge;
        try {
            charge = Objects.requireNonNull(tariff.charge(uncharged), "the tariff's charge");
        } catch (RuntimeException | Error e) {
            complain("The tariff failed for " + uncharged + "; it is charged per millisecond", e);
            charge = Tariff.perMillisecond().charge(uncharged);
        }
        return usage.charge(charge).build();
    }

    private static Usage.Builder usage(Invocation invocation, Cost cost, long bytesOut) {
        Usage.Builder usage = Usage.builder(invocation.id(), invocation.function(), invocation.arrived())
                .version(invocation.version())
                .attempt(invocation.attempt())
                .nanos(invocation.queueNanos(), invocation.initNanos(), cost.runNanos())
                .traffic(invocation.input().size(), bytesOut);
        ColdStart cold = invocation.cold();
        if (cold != null) {
            usage.cold(cold);
        }
        if (cost.userCpuNanos() != Cost.UNKNOWN) {
            usage.cpu(Duration.ofNanos(cost.userCpuNanos()), Duration.ofNanos(cost.cpuNanos() - cost.userCpuNanos()));
        } else if (cost.cpuNanos() != Cost.UNKNOWN) {
            usage.cpu(Duration.ofNanos(cost.cpuNanos()));
        }
        if (cost.allocatedBytes() != Cost.UNKNOWN) {
            usage.allocatedBytes(cost.allocatedBytes());
        }
        if (cost.peakBytes() != Cost.UNKNOWN) {
            usage.peakMemoryBytes(cost.peakBytes());
        }
        return usage;
    }

    private void tell(Consumer<InvocationListener> news) {
        for (InvocationListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException | Error e) {
                complain("A listener failed; the invocation goes on", e);
            }
        }
    }

    private static void complain(String what, Throwable problem) {
        try {
            LOG.error(what, problem);
        } catch (RuntimeException | Error brokenLog) {
            // a broken log must not keep an invocation from being settled
        }
    }
}
