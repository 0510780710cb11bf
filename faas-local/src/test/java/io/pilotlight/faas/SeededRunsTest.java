package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the same seed and virtual time the same happens, to the byte, although real threads do it. */
@Timeout(240)
class SeededRunsTest {
    private static final int SEEDS = 1_000;

    @Test
    void theSameSeedGivesTheSameLog() {
        Set<String> logs = new HashSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            String log = text(SeededRun.of(seed));
            assertThat(text(SeededRun.of(seed))).as("seed %d", seed).isEqualTo(log);
            logs.add(log);
        }
        assertThat(logs).as("different logs").hasSize(SEEDS);
    }

    private static String text(byte[] log) {
        return new String(log, StandardCharsets.UTF_8);
    }
}
