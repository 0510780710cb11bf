package io.pilotlight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.faas.LocalRuntime;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class SpringFunctionsTest {
    @Test
    void bothSidesOfInlineJsonGiveTheSameBytes() throws InterruptedException {
        byte[] peers;
        try (ConfigurableApplicationContext application = SpringFunctions.start()) {
            peers = SpringFunctions.find(application)
                    .apply(SpringFunctions.message(Bill.message()))
                    .getPayload();
        }
        try (LocalRuntime runtime = LocalRuntime.create()) {
            runtime.deploy(FunctionDefinition.of("twice", Bill.class, (bill, context) -> bill.doubled()));
            byte[] ours = runtime.invoke("twice", Event.json(Bill.message())).orThrow();
            assertThat(ours).isEqualTo(peers).hasSameSizeAs(Bill.checked(ours));
        }
    }
}
