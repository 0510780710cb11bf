package io.pilotlight.faas;

import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.time.Time;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A program of its own, to be debugged: at each line that it reads it does one step, and prints what came of it. */
final class DebuggedProgram {
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private DebuggedProgram() {}

    public static void main(String[] arguments) throws Exception {
        try (LocalRuntime runtime = LocalRuntime.builder().pauseWhileDebugging().build()) {
            CountDownLatch started = new CountDownLatch(1);
            runtime.deploy(FunctionDefinition.builder("f", Integer.class, (n, context) -> {
                        started.countDown();
                        new CountDownLatch(1).await();
                        return n;
                    })
                    .limits(Limits.builder().timeout(TIMEOUT).build())
                    .build());
            System.out.println("ready");
            System.in.read();
            var outcome = runtime.invokeAsync("f", 1, Integer.class);
            started.await();
            CompletableFuture<Boolean> muchLater = new CompletableFuture<>();
            Time.system().schedule(TIMEOUT.multipliedBy(5), () -> muchLater.complete(outcome.isDone()));
            System.out.println("over much later: " + muchLater.get());
            System.out.println("outcome: " + outcome.get().getClass().getSimpleName());
        }
    }
}
