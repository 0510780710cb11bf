package io.pilotlight.examples.readme;

import io.pilotlight.core.function.Alias;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.faas.LocalRuntime;
import io.pilotlight.faas.usage.Distribution;
import java.io.PrintStream;
import java.time.Duration;

/** A new version of a function has a tenth of the traffic, is looked at, and then has all of it. */
public final class Canary {
    private Canary() {}

    /**
     * Releases a function.
     *
     * @param arguments none
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        release(System.out);
    }

    static void release(PrintStream out) throws InterruptedException {
        try (LocalRuntime runtime = LocalRuntime.builder().seed(4).build()) {
            runtime.deploy(FunctionDefinition.builder("greet", String.class, (name, context) -> "Hello " + name)
                    .alias("live")
                    .build());
            runtime.deploy(FunctionDefinition.builder("greet", String.class, (name, context) -> "Good day " + name)
                    .alias("live", 0.1) // the rest stays with version 1
                    .build());

            for (int i = 0; i < 100; i++) {
                runtime.invoke("greet:live", "you", String.class).orThrow();
            }
            runtime.usageByVersion("greet").forEach((version, usage) -> {
                Distribution runs = usage.times().runs();
                out.println("version " + version + ": " + usage.invocations() + " calls, " + usage.failed()
                        + " failed, p50 " + micros(runs.percentile(50)) + ", p99 " + micros(runs.percentile(99)));
            });

            runtime.alias("greet", Alias.of("live", "2")); // version 1 ends when its last invocation has ended
            out.println(runtime.invoke("greet:live", "you", String.class).orThrow());
            out.println(runtime.versions("greet"));
        }
    }

    private static String micros(Duration time) {
        return time.toNanos() / 1_000 + " us";
    }
}
