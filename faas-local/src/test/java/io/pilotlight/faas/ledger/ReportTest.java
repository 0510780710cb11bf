package io.pilotlight.faas.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.function.Usage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static Usage.Builder usage() {
        return Usage.builder("id", "f", Instant.EPOCH).version("7");
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }

    @Test
    void hasTheFieldsOfLambdaAndWhatWasMeasured() {
        Usage usage = usage().cold(ColdStart.SCALED_TO_ZERO)
                .times(micros(5), micros(524_754), micros(198_496))
                .cpu(micros(12_000))
                .allocatedBytes(4_096)
                .peakMemoryBytes(90 << 20)
                .build();
        assertThat(Report.line(new Outcome.Succeeded<>(1, usage)))
                .isEqualTo("REPORT RequestId: id\tFunction: f\tVersion: 7\tStatus: succeeded\tDuration: 198.50 ms"
                        + "\tBilled Duration: 199 ms\tInit Duration: 524.75 ms\tCold: scaled_to_zero\tQueue Duration: 0.01 ms"
                        + "\tCPU: 12.00 ms\tMax Memory Used: 90 MB\tAllocated: 4 KB");
    }

    @Test
    void leavesOutWhatWasNotMeasuredAndNamesALaterAttempt() {
        Usage usage =
                usage().attempt(3).times(micros(0), micros(80), micros(1_000)).build();
        assertThat(Report.line(new Outcome.Failed<>(Failure.of(Failure.Kind.HANDLER, "T", "m"), usage)))
                .isEqualTo("REPORT RequestId: id\tFunction: f\tVersion: 7\tAttempt: 3\tStatus: failed (handler)"
                        + "\tDuration: 1.00 ms\tBilled Duration: 1 ms\tQueue Duration: 0.00 ms");
    }

    @Test
    void namesNoVersionWhereNoneWasReached() {
        Usage usage = Usage.builder("id", "f", Instant.EPOCH).build();
        assertThat(Report.line(new Outcome.Rejected<>(Rejection.QUEUE_FULL, "m", usage)))
                .startsWith("REPORT RequestId: id\tFunction: f\tStatus: rejected (queue_full)\tDuration: 0.00 ms");
    }
}
