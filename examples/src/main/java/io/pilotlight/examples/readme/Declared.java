package io.pilotlight.examples.readme;

import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Metering;
import io.pilotlight.core.function.RetryPolicy;
import io.pilotlight.core.function.Tariff;
import io.pilotlight.faas.LocalRuntime;
import java.time.Duration;

/** A function and a runtime with most of what can be declared. */
final class Declared {
    private static final long MEGABYTES_512 = 512L << 20;

    private Declared() {}

    static FunctionDefinition function() {
        return FunctionDefinition.builder("price", Long.class, (cents, context) -> {
                    return cents / 100.0 + " " + context.variables().get("CURRENCY");
                })
                .version("2026-01")
                .alias("live", 0.1)
                .tag("team", "checkout")
                .variable("CURRENCY", "EUR")
                .metering(Metering.EXACT)
                .retry(RetryPolicy.of(3, Duration.ofSeconds(2)))
                .limits(Limits.builder()
                        .minimumWorkers(1)
                        .maximumConcurrency(4)
                        .reservedConcurrency(4)
                        .timeout(Duration.ofSeconds(5))
                        .build())
                .build();
    }

    static LocalRuntime runtime() {
        return LocalRuntime.builder()
                .maximumConcurrency(200)
                .tariff(Tariff.lambda(MEGABYTES_512))
                .pauseWhileDebugging()
                .build();
    }
}
