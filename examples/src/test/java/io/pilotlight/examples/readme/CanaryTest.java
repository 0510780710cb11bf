package io.pilotlight.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryTest {
    private static String release() throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Canary.release(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void givesTheNewVersionATenthOfTheTrafficAndThenAllOfIt() throws InterruptedException {
        assertThat(release().lines())
                .satisfiesExactly(
                        old -> assertThat(old).matches("version 1: 91 calls, 0 failed, p50 \\d+ us, p99 \\d+ us"),
                        canary -> assertThat(canary).matches("version 2: 9 calls, 0 failed, p50 \\d+ us, p99 \\d+ us"),
                        answer -> assertThat(answer).isEqualTo("Good day you"),
                        versions -> assertThat(versions).isEqualTo("[2]"));
    }

    @Test
    void sharesTheTrafficInTheSameWayWithTheSameSeed() throws InterruptedException {
        assertThat(callsOfEachVersion()).isEqualTo(callsOfEachVersion());
    }

    private static List<String> callsOfEachVersion() throws InterruptedException {
        return release()
                .lines()
                .map(line -> line.replaceFirst(" failed, .*", ""))
                .toList();
    }
}
