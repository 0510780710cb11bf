package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.pilotlight.core.Environment;
import io.pilotlight.core.Language;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import org.junit.jupiter.api.Test;

class PythonTroubleTest extends WorkerTroubleContract {
    @Override
    Environment environment() {
        return SystemEnvironment.find(Language.PYTHON, "python3").orElseGet(() -> abort("no python3 on the path"));
    }

    @Test
    void aFunctionThatForksAndComesBackTwiceAnswersOnce() throws Exception {
        deploy("trouble.act", Limits.defaults());
        Object worker = act("pid").orThrow();
        for (int i = 0; i < 3; i++) {
            assertThat(act("fork_and_both_return").orThrow()).isEqualTo(worker);
            Outcome<Object> thrown = act("fork_and_throw");
            assertThat(thrown.orThrow()).isEqualTo("fine");
            assertThat(act("fine").orThrow()).isEqualTo("fine");
        }
        assertThat(act("pid").orThrow()).isEqualTo(worker);
    }
}
