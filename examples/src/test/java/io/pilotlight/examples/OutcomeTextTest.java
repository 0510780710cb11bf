package io.pilotlight.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTextTest {
    private static Usage.Builder usage() {
        return Usage.builder("id-1", "greet", Instant.EPOCH)
                .times(Duration.ZERO, Duration.ofMillis(40), Duration.ofMillis(3));
    }

    private static List<String> lines(Usage.Builder usage) {
        return OutcomeText.lines(new Outcome.Succeeded<>(new byte[0], usage.build()));
    }

    @Test
    void saysWhyAWorkerHadToBeMade() {
        assertThat(lines(usage().cold(ColdStart.SCALED_TO_ZERO)))
                .containsExactly("cold start (scaled to zero), init 40 ms, run 3.0 ms, billed 3 ms");
    }

    @Test
    void saysWhichAttemptItWasWhenItWasNotTheFirst() {
        assertThat(lines(usage())).containsExactly("warm, init 40 ms, run 3.0 ms, billed 3 ms");
        assertThat(lines(usage().attempt(3))).containsExactly("warm, attempt 3, init 40 ms, run 3.0 ms, billed 3 ms");
    }

    @Test
    void saysWhereAFunctionWentWrong() {
        Outcome<byte[]> failed = new Outcome.Failed<>(
                Failure.of(Failure.Kind.HANDLER, "KeyError", "'name'"),
                usage().attempt(2).build());
        assertThat(OutcomeText.lines(failed))
                .containsExactly(
                        "failed (handler): KeyError: 'name'", "warm, attempt 2, init 40 ms, run 3.0 ms, billed 3 ms");
    }
}
