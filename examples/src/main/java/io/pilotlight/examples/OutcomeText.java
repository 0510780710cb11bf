package io.pilotlight.examples;

import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Usage;
import io.pilotlight.examples.console.Figures;
import java.util.ArrayList;
import java.util.List;

/** An outcome as a person reads it: what happened if not success, and what it cost. */
final class OutcomeText {
    private OutcomeText() {}

    static List<String> lines(Outcome<byte[]> outcome) {
        List<String> lines = new ArrayList<>();
        if (outcome instanceof Outcome.Failed<byte[]> failed) {
            Failure failure = failed.failure();
            lines.add("failed (" + Figures.words(failure.kind()) + "): " + failure.type()
                    + (failure.message().isEmpty() ? "" : ": " + failure.message()));
            failure.stack().forEach(line -> lines.add("  " + line));
        } else if (outcome instanceof Outcome.TimedOut<byte[]> timedOut) {
            lines.add("timed out: no answer within " + Figures.time(timedOut.timeout()));
        } else if (outcome instanceof Outcome.Rejected<byte[]> rejected) {
            lines.add("rejected: " + rejected.message());
        }
        lines.add(report(outcome.usage()));
        return lines;
    }

    private static String report(Usage usage) {
        StringBuilder line = new StringBuilder();
        line.append(usage.cold()
                .map(reason -> "cold start (" + Figures.words(reason) + ")")
                .orElse("warm"));
        if (usage.attempt() > 1) {
            line.append(", attempt ").append(usage.attempt());
        }
        line.append(", init ").append(Figures.time(usage.init()));
        line.append(", run ").append(Figures.time(usage.run()));
        line.append(", billed ").append(usage.billed().toMillis()).append(" ms");
        usage.cpu().ifPresent(cpu -> line.append(", cpu ").append(Figures.time(cpu)));
        usage.peakMemoryBytes().ifPresent(bytes -> line.append(", peak ").append(Figures.size(bytes)));
        usage.allocatedBytes().ifPresent(bytes -> line.append(", allocated ").append(Figures.size(bytes)));
        return line.toString();
    }
}
