package io.pilotlight.faas.ledger;

import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Usage;
import java.time.Duration;
import java.util.Locale;

/** The line that ends an invocation in the log: the fields and units of a Lambda REPORT line, with measured values only. */
final class Report {
    private Report() {}

    static String line(Outcome<?> outcome) {
        Usage usage = outcome.usage();
        StringBuilder line = new StringBuilder("REPORT RequestId: ").append(usage.invocationId());
        line.append("\tFunction: ").append(usage.function());
        line.append("\tStatus: ").append(status(outcome));
        field(line, "Duration", usage.run());
        line.append("\tBilled Duration: ").append(usage.billed().toMillis()).append(" ms");
        if (usage.coldStart()) {
            field(line, "Init Duration", usage.init());
        }
        field(line, "Queue Duration", usage.queueWait());
        usage.cpu().ifPresent(cpu -> field(line, "CPU", cpu));
        usage.peakMemoryBytes()
                .ifPresent(bytes ->
                        line.append("\tMax Memory Used: ").append(bytes >> 20).append(" MB"));
        usage.allocatedBytes()
                .ifPresent(bytes ->
                        line.append("\tAllocated: ").append(bytes >> 10).append(" KB"));
        return line.toString();
    }

    private static String status(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Failed<?> failed) {
            return "failed (" + failed.failure().kind().name().toLowerCase(Locale.ROOT) + ")";
        }
        if (outcome instanceof Outcome.Rejected<?> rejected) {
            return "rejected (" + rejected.reason().name().toLowerCase(Locale.ROOT) + ")";
        }
        return outcome.succeeded() ? "succeeded" : "timed out";
    }

    private static void field(StringBuilder line, String name, Duration value) {
        line.append('\t').append(name).append(": ");
        line.append(String.format(Locale.ROOT, "%.2f", value.toNanos() / 1e6)).append(" ms");
    }
}
