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
        StringBuilder line = new StringBuilder(256).append("REPORT RequestId: ").append(usage.invocationId());
        line.append("\tFunction: ").append(usage.function());
        if (!usage.version().isEmpty()) {
            line.append("\tVersion: ").append(usage.version());
        }
        if (usage.attempt() > 1) {
            line.append("\tAttempt: ").append(usage.attempt());
        }
        line.append("\tStatus: ").append(status(outcome));
        field(line, "Duration", usage.run());
        line.append("\tBilled Duration: ").append(usage.billed().toMillis()).append(" ms");
        usage.cold().ifPresent(reason -> {
            field(line, "Init Duration", usage.init());
            line.append("\tCold: ").append(word(reason));
        });
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
            return "failed (" + word(failed.failure().kind()) + ")";
        }
        if (outcome instanceof Outcome.Rejected<?> rejected) {
            return "rejected (" + word(rejected.reason()) + ")";
        }
        return outcome.succeeded() ? "succeeded" : "timed out";
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** Writes milliseconds with two digits after the point: by hand, since a format takes longer than a short invocation. */
    private static void field(StringBuilder line, String name, Duration value) {
        long hundredths = Math.round(value.toNanos() / 1e4);
        long rest = hundredths % 100;
        line.append('\t').append(name).append(": ").append(hundredths / 100);
        line.append(rest < 10 ? ".0" : ".").append(rest).append(" ms");
    }
}
