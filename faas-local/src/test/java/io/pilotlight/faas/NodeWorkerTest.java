package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.pilotlight.core.Environment;
import io.pilotlight.core.Language;
import io.pilotlight.core.function.FunctionDefinition;
import org.junit.jupiter.api.Test;

class NodeWorkerTest extends WorkerContract {
    @Override
    Environment environment() {
        return SystemEnvironment.find(Language.NODE, "node").orElseGet(() -> abort("no node on the path"));
    }

    @Override
    String thrownType() {
        return "RangeError";
    }

    @Test
    void runsEcmaScriptModules() throws Exception {
        try (LocalRuntime runtime = LocalRuntime.create()) {
            runtime.deploy(FunctionDefinition.of("hello", environment(), folder(), "module.hello"));
            assertThat(runtime.invoke("hello", "you", String.class).orThrow()).isEqualTo("hello you");
        }
    }
}
