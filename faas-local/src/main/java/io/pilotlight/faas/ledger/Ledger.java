package io.pilotlight.faas.ledger;

import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Usage;
import io.pilotlight.faas.flow.Cost;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Result;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.usage.FunctionUsage;
import io.pilotlight.faas.usage.InvocationListener;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles invocations: meters them, adds them up, tells those who listen, and replies. Every invocation leaves by this
 * door, whatever became of it.
 */
public final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Logger REPORT = LoggerFactory.getLogger("io.pilotlight.faas.report");

    private final List<InvocationListener> listeners;
    private final ConcurrentHashMap<String, Account> accounts = new ConcurrentHashMap<>();

    /**
     * Makes a ledger without entries.
     *
     * @param listeners who is told, in this order
     */
    public Ledger(List<InvocationListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** Notes that an invocation came in. */
    public void open(Invocation invocation) {
        tell(listener -> listener.started(invocation.id(), invocation.function()));
    }

    /** Opens an account for a function, so that its usage is known from the start. */
    public void openAccount(String function) {
        accounts.computeIfAbsent(function, Account::new);
    }

    /** Settles an invocation that was decided. Called once for each, by whoever decided it. */
    public void settle(Invocation invocation) {
        Verdict verdict = Objects.requireNonNull(invocation.verdict(), "settled before it was decided");
        if (invocation.isWarmUp()) {
            if (verdict instanceof Verdict.Failed failed) {
                LOG.warn("Function '{}': no worker could be made ready: {}", invocation.function(), failed.failure());
            }
            return;
        }
        Outcome<Result> outcome = outcome(invocation, verdict);
        Account account = accounts.get(invocation.function());
        if (account != null) {
            account.enter(outcome);
        }
        try {
            tell(listener -> listener.ended(outcome.map(Result::value)));
            if (REPORT.isInfoEnabled()) {
                REPORT.info(Report.line(outcome));
            }
        } catch (RuntimeException | Error brokenLog) {
            // who waits for the outcome must have it, and there is nobody left to complain to
        } finally {
            invocation.reply().settled(outcome);
        }
    }

    /** Returns what a function has cost so far, if it was ever deployed. */
    public Optional<FunctionUsage> usage(String function) {
        return Optional.ofNullable(accounts.get(function)).map(Account::snapshot);
    }

    private static Outcome<Result> outcome(Invocation invocation, Verdict verdict) {
        if (verdict instanceof Verdict.Succeeded succeeded) {
            Result result = succeeded.result();
            return new Outcome.Succeeded<>(result, usage(invocation, verdict.cost(), result.size()));
        }
        Usage usage = usage(invocation, verdict.cost(), 0);
        if (verdict instanceof Verdict.Failed failed) {
            return new Outcome.Failed<>(failed.failure(), usage);
        }
        if (verdict instanceof Verdict.Rejected rejected) {
            return new Outcome.Rejected<>(rejected.reason(), rejected.message(), usage);
        }
        return new Outcome.TimedOut<>(((Verdict.TimedOut) verdict).timeout(), usage);
    }

    private static Usage usage(Invocation invocation, Cost cost, long bytesOut) {
        Usage.Builder usage = Usage.builder(invocation.id(), invocation.function(), invocation.arrived())
                .version(invocation.version())
                .coldStart(invocation.cold().isPresent())
                .times(
                        Duration.ofNanos(invocation.queueNanos()),
                        Duration.ofNanos(invocation.initNanos()),
                        Duration.ofNanos(cost.runNanos()))
                .traffic(invocation.input().size(), bytesOut);
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
        return usage.build();
    }

    private void tell(Consumer<InvocationListener> news) {
        for (InvocationListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException | Error e) {
                LOG.error("A listener failed; the invocation goes on", e);
            }
        }
    }
}
