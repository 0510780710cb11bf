package io.pilotlight.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.Outcome;
import io.pilotlight.faas.LocalRuntime;
import org.junit.jupiter.api.Test;

class DeclaredTest {
    @Test
    void runsAndIsChargedAsDeclared() throws InterruptedException {
        try (LocalRuntime runtime = Declared.runtime()) {
            runtime.deploy(Declared.function());
            Outcome<String> price = runtime.invoke("price:live", 250, String.class);
            assertThat(price.orThrow()).isEqualTo("2.5 EUR");
            assertThat(price.usage().version()).isEqualTo("2026-01");
            assertThat(price.usage().cpu()).isPresent();
            assertThat(price.usage().charge().price()).isPositive();
        }
    }
}
