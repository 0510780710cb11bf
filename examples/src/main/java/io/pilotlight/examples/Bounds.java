package io.pilotlight.examples;

import io.pilotlight.core.function.Limits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that limit a function. */
final class Bounds {
    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long a handler may run. Default: ${DEFAULT-VALUE}.")
    double timeout;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many invocations of a function may run at once. Default: ${DEFAULT-VALUE}.")
    int concurrency;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long a worker is kept without work. Default: ${DEFAULT-VALUE}.")
    double idle;

    Limits limits() {
        return Limits.builder()
                .timeout(seconds(timeout))
                .maximumConcurrency(concurrency)
                .idleTime(seconds(idle))
                .build();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
