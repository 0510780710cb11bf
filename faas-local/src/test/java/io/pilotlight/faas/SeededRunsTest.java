package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** With the same seed and virtual time the same happens, to the byte, although real threads do it. */
@Timeout(240)
class SeededRunsTest {
    private static final int SEEDS = 1_000;
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.pilotlight.faas");

    /** A hundred thousand reports would be of use to nobody. */
    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.ERROR);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    @Test
    void theSameSeedGivesTheSameLogAndAnotherSeedAnother() {
        Set<String> logs = new HashSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            byte[] log = SeededRun.of(seed);
            byte[] again = SeededRun.of(seed);
            assertThat(text(again)).as("the log of seed %d", seed).isEqualTo(text(log));
            assertThat(again).isEqualTo(log);
            logs.add(text(log));
        }
        assertThat(logs).as("different logs").hasSize(SEEDS);
    }

    private static String text(byte[] log) {
        return new String(log, StandardCharsets.UTF_8);
    }
}
