package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.Environment;
import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.time.VirtualTime;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for worker processes of every language. */
@Timeout(120)
abstract class WorkerContract {
    private final VirtualTime time = VirtualTime.create();
    private final LocalRuntime runtime =
            LocalRuntime.builder().time(time).drainTime(Duration.ZERO).build();

    @AfterEach
    void leavesNoProcessBehind() {
        runtime.close();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    /** Returns the interpreter, or skips the test. */
    abstract Environment environment();

    /** Returns the type of what {@code throw} throws. */
    abstract String thrownType();

    static Path folder() {
        try {
            return Path.of(WorkerContract.class.getResource("/functions").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void carriesJsonAndBytesAsTheyAre() throws Exception {
        deploy("echo", Limits.defaults());
        Map<String, Object> value = Map.of("text", "☃ \"\\ \u0000", "list", List.of(1, 2.5, true), "empty", Map.of());
        assertThat(runtime.invoke("echo", value, Object.class).orThrow()).isEqualTo(value);
        byte[] bytes = {0, (byte) 0xff, 10, 13};
        assertThat(runtime.invoke("echo", Event.of(bytes, "application/octet-stream"))
                        .orThrow())
                .isEqualTo(bytes);
        assertThat(runtime.invoke("echo", Event.json("null")).map(String::new).orThrow())
                .isEqualTo("null");
        String large = "x".repeat(1_000_000);
        assertThat(runtime.invoke("echo", large, String.class).orThrow()).isEqualTo(large);
    }

    @Test
    void tellsTheHandlerWhoItIs() throws Exception {
        runtime.deploy(FunctionDefinition.builder("who", environment(), folder(), "contract.who")
                .variable("COLOUR", "red")
                .build());
        Outcome<byte[]> outcome = runtime.invoke("who", Event.json("{}").withAttribute(Event.TRACE_PARENT, "00-ab"));
        assertThat(new String(outcome.orThrow()))
                .isEqualTo("[\"%s\",\"who\",\"1\",1,\"red\",\"functions\",true,\"00-ab\"]"
                        .formatted(outcome.usage().invocationId()));
    }

    @Test
    void awaitsWhatAHandlerPromises() throws Exception {
        deploy("later", Limits.defaults());
        assertThat(runtime.invoke("later", "x", String.class).orThrow()).isEqualTo("later x");
    }

    @Test
    void keepsItsStateWhileWarmAndEndsWhenIdle() throws Exception {
        deploy("count", Limits.builder().idleTime(Duration.ofMinutes(1)).build());
        Outcome<Integer> cold = runtime.invoke("count", 0, Integer.class);
        Outcome<Integer> warm = runtime.invoke("count", 0, Integer.class);
        assertThat(cold.usage().coldStart()).isTrue();
        assertThat(warm.usage().coldStart()).isFalse();
        assertThat(warm.orThrow()).isEqualTo(2);
        List<ProcessHandle> processes = ProcessHandle.current().children().toList();
        assertThat(processes).hasSize(1);
        time.advance(Duration.ofMinutes(1));
        assertThat(processes.get(0).onExit().get(20, TimeUnit.SECONDS).isAlive())
                .isFalse();
        assertThat(runtime.invoke("count", 0, Integer.class).orThrow()).isEqualTo(1);
    }

    @Test
    void livesThroughManyQuickInvocations() throws Exception {
        deploy("count", Limits.builder().maximumConcurrency(1).build());
        for (int i = 1; i <= 5_000; i++) {
            assertThat(runtime.invoke("count", 0, Integer.class).orThrow()).isEqualTo(i);
        }
    }

    @Test
    void reportsWhatAHandlerThrowsAndGoesOn() throws Exception {
        deploy("throw", Limits.defaults());
        Failure failure = failure(runtime.invoke("throw", "x", String.class));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.HANDLER);
        assertThat(failure.type()).isEqualTo(thrownType());
        assertThat(failure.message()).isEqualTo("on purpose: x");
        assertThat(failure.stack()).first().asString().contains("contract.");
        assertThat(runtime.invoke("throw", "y", String.class).usage().coldStart())
                .isFalse();
    }

    @Test
    void reportsAnEventThatIsNoJson() throws Exception {
        deploy("echo", Limits.defaults());
        assertThat(failure(runtime.invoke("echo", Event.json("{"))).kind()).isEqualTo(Failure.Kind.INPUT);
        assertThat(runtime.invoke("echo", 1, Integer.class).orThrow()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "number"})
    void reportsAResultThatJsonCannotCarry(String what) throws Exception {
        deploy("unfit", Limits.defaults());
        Failure failure = failure(runtime.invoke("unfit", what, String.class));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.RESULT);
        assertThat(failure.stack()).isEmpty();
    }

    @Test
    void reportsAResultThatIsTooLarge() throws Exception {
        deploy("large", Limits.builder().payloadBytes(100).build());
        assertThat(runtime.invoke("large", 98, String.class).orThrow()).hasSize(98);
        Failure failure = failure(runtime.invoke("large", 99, String.class));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.RESULT);
        assertThat(failure.message()).contains("101 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leave", "leave_politely"})
    void reportsAWorkerThatEndsAndStartsAnother(String name) throws Exception {
        deploy(name, Limits.defaults());
        for (int i = 0; i < 2; i++) {
            Outcome<String> outcome = runtime.invoke(name, 0, String.class);
            assertThat(failure(outcome).kind()).isEqualTo(Failure.Kind.EXIT);
            assertThat(failure(outcome).message()).containsPattern("ended with exit code [34]|was killed by signal 9");
            assertThat(outcome.usage().coldStart()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"contract.nobody", "contract.not_a_function", "missing.handle", "broken.handle"})
    void reportsAHandlerThatCannotBeLoaded(String handler) throws Exception {
        runtime.deploy(FunctionDefinition.of("f", environment(), folder(), handler));
        Outcome<String> outcome = runtime.invoke("f", 0, String.class);
        assertThat(failure(outcome).kind()).isEqualTo(Failure.Kind.INIT);
        assertThat(failure(outcome).message()).isNotEmpty();
        assertThat(runtime.workers("f")).isZero();
    }

    @Test
    void reportsAnInterpreterThatIsNotThere() throws Exception {
        Environment gone = new SystemEnvironment(environment().language(), Path.of("/nowhere/interpreter"));
        runtime.deploy(FunctionDefinition.of("f", gone, folder(), "contract.echo"));
        assertThat(failure(runtime.invoke("f", 0, String.class)).kind()).isEqualTo(Failure.Kind.INIT);
    }

    @Test
    void givesUpOnAnInterpreterThatIsNone() throws Exception {
        Environment shell = new SystemEnvironment(environment().language(), Path.of("/bin/true"));
        runtime.deploy(FunctionDefinition.of("f", shell, folder(), "contract.echo"));
        assertThat(failure(runtime.invoke("f", 0, String.class)).kind()).isEqualTo(Failure.Kind.INIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep", "spin", "spawn"})
    void killsTheProcessAndItsChildrenAtTheDeadline(String name) throws Exception {
        try (CapturedLog log = CapturedLog.of("function." + name)) {
            deploy(name, Limits.builder().timeout(Duration.ofSeconds(5)).build());
            CompletableFuture<Outcome<String>> outcome = runtime.invokeAsync(name, 0, String.class);
            ProcessHandle process = announced(log);
            time.advance(Duration.ofSeconds(5));
            assertThat(outcome.get()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(process.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    @Test
    void cannotBeBrokenByWhatAFunctionPrintsOrReads() throws Exception {
        try (CapturedLog log = CapturedLog.of("function.chatter")) {
            deploy("chatter", Limits.defaults());
            Outcome<Object> first = runtime.invoke("chatter", 0, Object.class);
            Outcome<Object> second = runtime.invoke("chatter", 0, Object.class);
            assertThat(first.orThrow()).isEqualTo(List.of("", ""));
            runtime.close();
            for (Outcome<Object> outcome : List.of(first, second)) {
                String id = outcome.usage().invocationId();
                assertThat(log.lines().stream().filter(line -> line.startsWith(id)))
                        .containsExactly(
                                id + "|to stdout",
                                id + "|to stderr",
                                id + "|to descriptor 1",
                                id + "|to descriptor 2, ünïcode",
                                id + "|from a child",
                                id + "|without an end");
            }
            assertThat(log.lines()).hasSize(12);
        }
    }

    @Test
    void metersWhatTheWorkerSpends() throws Exception {
        deploy("burn", Limits.defaults());
        runtime.invoke("burn", 1, Integer.class).orThrow();
        Outcome<Integer> small = runtime.invoke("burn", 1, Integer.class);
        Outcome<Integer> big = runtime.invoke("burn", 64 << 20, Integer.class);
        assertThat(small.usage().cpu())
                .hasValueSatisfying(cpu -> assertThat(cpu).isPositive());
        assertThat(small.usage().userCpu()).isPresent();
        assertThat(big.usage().peakMemoryBytes().orElseThrow()
                        - small.usage().peakMemoryBytes().orElseThrow())
                .isGreaterThan(40 << 20);
        assertThat(big.usage().allocatedBytes()).isEmpty();
    }

    /** Returns the process whose id the function has printed behind the word "started". */
    private static ProcessHandle announced(CapturedLog log) throws InterruptedException {
        String line = log.await("started ");
        return ProcessHandle.of(Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .orElseThrow();
    }

    private void deploy(String name, Limits limits) {
        runtime.deploy(FunctionDefinition.builder(name, environment(), folder(), "contract." + name)
                .limits(limits)
                .build());
    }

    private static Failure failure(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed<?>) outcome).failure();
    }
}
