package io.pilotlight.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.LocalRuntime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GreeterTest {
    private final VirtualTime time = VirtualTime.create();

    @Test
    void aGreeterThatTakesAnHourTimesOutAfterFifteenMinutes() throws Exception {
        try (LocalRuntime runtime = LocalRuntime.builder().time(time).build()) {
            runtime.deploy(FunctionDefinition.builder("greet", String.class, (name, context) -> {
                        time.sleep(Duration.ofHours(1));
                        return "Hello " + name;
                    })
                    .limits(Limits.builder().timeout(Duration.ofMinutes(15)).build())
                    .build());

            CompletableFuture<Outcome<String>> greeting = runtime.invokeAsync("greet", "you", String.class);
            time.advance(Duration.ofMinutes(15)); // takes milliseconds, and waits for the handler

            assertThat(greeting.get()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(runtime.usage("greet").orElseThrow().billed()).isEqualTo(Duration.ofMinutes(15));
        }
    }
}
