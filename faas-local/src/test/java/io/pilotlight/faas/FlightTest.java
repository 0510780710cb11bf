package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Java Flight Recorder holds of invocations. */
@Timeout(60)
class FlightTest {
    private static final String QUEUE = "io.pilotlight.Queue";
    private static final String INIT = "io.pilotlight.Init";
    private static final String RUN = "io.pilotlight.Run";
    private static final String INVOCATION = "io.pilotlight.Invocation";

    private final VirtualTime time = VirtualTime.create();
    private final LocalRuntime runtime =
            LocalRuntime.builder().time(time).drainTime(Duration.ofMillis(200)).build();
    private final Recording recording = new Recording();

    @TempDir
    private Path folder;

    @BeforeEach
    void record() {
        Stream.of(QUEUE, INIT, RUN, INVOCATION).forEach(name -> recording.enable(name));
    }

    @AfterEach
    void close() {
        recording.close();
        runtime.close();
    }

    private List<RecordedEvent> recorded() throws IOException {
        recording.stop();
        Path file = folder.resolve("recording.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file);
    }

    private static List<RecordedEvent> of(List<RecordedEvent> all, Outcome<?> outcome) {
        return all.stream()
                .filter(event -> event.getEventType().getName().startsWith("io.pilotlight."))
                .filter(event -> outcome.usage().invocationId().equals(event.getString("invocationId")))
                .toList();
    }

    private static RecordedEvent one(List<RecordedEvent> events, String name) {
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals(name))
                .hasSize(1);
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .findAny()
                .orElseThrow();
    }

    private static List<String> names(List<RecordedEvent> events) {
        return events.stream().map(event -> event.getEventType().getName()).toList();
    }

    @Test
    void holdsThePhasesOfAColdAndOfAWarmInvocation() throws Exception {
        recording.start();
        runtime.deploy(FunctionDefinition.of("f", Integer.class, (n, context) -> 2 * n));
        Outcome<Integer> cold = runtime.invoke("f", 1, Integer.class);
        Outcome<Integer> warm = runtime.invoke("f", 2, Integer.class);
        List<RecordedEvent> all = recorded();
        for (Outcome<Integer> outcome : List.of(cold, warm)) {
            List<RecordedEvent> events = of(all, outcome);
            assertThat(names(events)).containsExactlyInAnyOrder(QUEUE, INIT, RUN, INVOCATION);
            assertThat(events).allSatisfy(event -> {
                assertThat(event.getString("function")).isEqualTo("f");
                assertThat(event.getString("version")).isEqualTo("1");
                assertThat(event.getInt("attempt")).isEqualTo(1);
                assertThat(event.getStackTrace()).isNull();
                assertThat(event.getEventType().getCategoryNames()).containsExactly("Pilotlight");
            });
            RecordedEvent whole = one(events, INVOCATION);
            assertThat(whole.getString("outcome")).isEqualTo("succeeded");
            assertThat(whole.getString("reason")).isNull();
            assertThat(whole.getEndTime()).isAfterOrEqualTo(one(events, RUN).getEndTime());
            assertThat(one(events, INIT).getStartTime())
                    .isAfterOrEqualTo(one(events, QUEUE).getEndTime());
            assertThat(one(events, RUN).getStartTime())
                    .isAfterOrEqualTo(one(events, INIT).getEndTime());
        }
        assertThat(one(of(all, cold), INIT).getString("cold")).isEqualTo("FIRST_USE");
        assertThat(one(of(all, cold), INVOCATION).getString("cold")).isEqualTo("FIRST_USE");
        assertThat(one(of(all, warm), INIT).getString("cold")).isNull();
    }

    @Test
    void holdsARefusedAndATimedOutInvocation() throws Exception {
        recording.start();
        CountDownLatch started = new CountDownLatch(1);
        runtime.deploy(FunctionDefinition.builder("f", Integer.class, (n, context) -> {
                    started.countDown();
                    new CountDownLatch(1).await();
                    return n;
                })
                .limits(Limits.builder().maximumConcurrency(1).queueCapacity(0).build())
                .build());
        CompletableFuture<Outcome<byte[]>> late = runtime.invokeAsync("f", Event.json("1"));
        started.await();
        Outcome<byte[]> refused = runtime.invoke("f", Event.json("2"));
        time.advance(Duration.ofSeconds(30));
        Outcome<byte[]> timedOut = late.get();
        List<RecordedEvent> all = recorded();
        assertThat(names(of(all, refused))).containsExactlyInAnyOrder(QUEUE, INVOCATION);
        assertThat(one(of(all, refused), INVOCATION).getString("outcome")).isEqualTo("rejected");
        assertThat(one(of(all, refused), INVOCATION).getString("reason")).isEqualTo("QUEUE_FULL");
        assertThat(one(of(all, refused), QUEUE).getString("version")).isEmpty();
        assertThat(names(of(all, timedOut))).containsExactlyInAnyOrder(QUEUE, INIT, RUN, INVOCATION);
        assertThat(one(of(all, timedOut), INVOCATION).getString("outcome")).isEqualTo("timed out");
    }

    @Test
    void holdsNoRunOfWhatNeverRan() throws Exception {
        recording.start();
        runtime.deploy(FunctionDefinition.perWorker("f", Integer.class, () -> {
                    throw new IllegalStateException("not today");
                })
                .build());
        Outcome<byte[]> failed = runtime.invoke("f", Event.json("1"));
        Outcome<byte[]> unknown = runtime.invoke("nope", Event.json("1"));
        List<RecordedEvent> all = recorded();
        assertThat(names(of(all, failed))).containsExactlyInAnyOrder(QUEUE, INIT, INVOCATION);
        assertThat(one(of(all, failed), INVOCATION).getString("outcome")).isEqualTo("failed");
        assertThat(one(of(all, failed), INVOCATION).getString("reason")).isEqualTo("INIT");
        assertThat(names(of(all, unknown))).containsExactlyInAnyOrder(QUEUE, INVOCATION);
    }

    @Test
    void holdsOnlyWhatIsAskedFor() throws Exception {
        recording.disable(QUEUE);
        recording.disable(INIT);
        recording.disable(INVOCATION);
        recording.start();
        runtime.deploy(FunctionDefinition.of("f", Integer.class, (n, context) -> 2 * n));
        Outcome<Integer> outcome = runtime.invoke("f", 1, Integer.class);
        assertThat(names(of(recorded(), outcome))).containsExactly(RUN);
    }
}
