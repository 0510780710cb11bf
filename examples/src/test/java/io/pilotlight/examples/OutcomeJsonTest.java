package io.pilotlight.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Usage;
import io.pilotlight.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutcomeJsonTest {
    private static String json(Usage.Builder usage) {
        byte[] result = "\"hello\"".getBytes(StandardCharsets.UTF_8);
        return Json.standard().text(OutcomeJson.of(new Outcome.Succeeded<>(result, usage.build())));
    }

    private static Usage.Builder usage() {
        return Usage.builder("id-1", "greet", Instant.EPOCH)
                .version("2")
                .times(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3));
    }

    @Test
    void keepsItsFieldsAndTheirOrder() {
        assertThat(json(usage()))
                .isEqualTo("{\"outcome\":\"succeeded\",\"result\":\"hello\",\"usage\":{\"invocationId\":\"id-1\","
                        + "\"function\":\"greet\",\"version\":\"2\",\"arrived\":\"1970-01-01T00:00:00Z\",\"attempt\":1,"
                        + "\"coldStart\":false,\"queueWait\":1.0,\"init\":2.0,\"run\":3.0,\"billed\":3,\"bytesIn\":0,"
                        + "\"bytesOut\":0}}");
    }

    @Test
    void saysWhyAWorkerHadToBeMadeAndWhichAttemptItWas() {
        assertThat(json(usage().cold(ColdStart.ALL_BUSY).attempt(3)))
                .contains("\"attempt\":3,\"coldStart\":true,\"coldReason\":\"ALL_BUSY\",");
    }
}
