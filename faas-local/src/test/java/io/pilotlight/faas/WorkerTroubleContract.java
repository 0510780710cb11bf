package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pilotlight.core.Environment;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.time.VirtualTime;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a function may do to its worker without harm to any other invocation, in every language. */
@Timeout(60)
abstract class WorkerTroubleContract {
    final VirtualTime time = VirtualTime.create();
    final LocalRuntime runtime = LocalRuntime.builder().time(time).build();

    @AfterEach
    void leavesNothingBehind() {
        runtime.close();
        assertThat(runtime.runaways()).isEmpty();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    /** Returns the interpreter, or skips the test. */
    abstract Environment environment();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "close_streams",
                "long_line",
                "garbage_in_the_log",
                "much_output",
                "late_output",
                "exit_hook",
                "hold_the_log"
            })
    void whatAFunctionDoesToItsStreamsHarmsNobody(String act) throws Exception {
        deploy("trouble.act", Limits.defaults());
        assertThat(act(act).orThrow()).isEqualTo("fine");
        Outcome<Object> next = act("fine");
        assertThat(next.orThrow()).isEqualTo("fine");
        assertThat(next.usage().coldStart()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unreadable_exception", "long_message", "deep_recursion", "cancelled"})
    void anOddExceptionIsAFailureLikeAnyOther(String act) throws Exception {
        deploy("trouble.act", Limits.defaults());
        assertThat(failure(act(act)).kind()).isEqualTo(Failure.Kind.HANDLER);
        assertThat(act("fine").usage().coldStart()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"close_everything", "write_into_the_protocol"})
    void aBrokenProtocolFailsOneInvocationOnly(String act) throws Exception {
        deploy("trouble.act", Limits.defaults());
        assertThat(failure(act(act)).kind()).isIn(Failure.Kind.EXIT, Failure.Kind.RESULT);
        Outcome<Object> next = act("fine");
        assertThat(next.orThrow()).isEqualTo("fine");
        assertThat(next.usage().coldStart()).isTrue();
    }

    @Test
    void aWorkerThatDiesWhileIdleFailsNobody() throws Exception {
        deploy("trouble.act", Limits.defaults());
        long pid = ((Number) act("pid").orThrow()).longValue();
        ProcessHandle worker = ProcessHandle.current()
                .children()
                .filter(child -> child.pid() == pid)
                .findFirst()
                .orElseThrow();
        CompletableFuture<ProcessHandle> end = worker.onExit();
        worker.destroyForcibly();
        end.get();
        Outcome<Object> next = act("fine");
        assertThat(next.orThrow()).isEqualTo("fine");
        assertThat(next.usage().coldStart()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stay_behind", "stay_behind_and_crash", "stay_behind_and_sleep"})
    void whatAFunctionStartedEndsWithItsWorker(String act) throws Exception {
        try (CapturedLog log = CapturedLog.of("function.f")) {
            deploy(
                    "trouble.act",
                    Limits.builder().timeout(Duration.ofSeconds(5)).build());
            CompletableFuture<Outcome<Object>> outcome = runtime.invokeAsync("f", act, Object.class);
            ProcessHandle left = announced(log);
            if (act.equals("stay_behind_and_sleep")) {
                time.advance(Duration.ofSeconds(5));
            }
            outcome.get();
            runtime.undeploy("f");
            assertThat(left.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    @Test
    void aWorkerThatIsStoppedIsKilledAtTheDeadline() throws Exception {
        try (CapturedLog log = CapturedLog.of("function.f")) {
            deploy(
                    "trouble.act",
                    Limits.builder().timeout(Duration.ofSeconds(5)).build());
            CompletableFuture<Outcome<Object>> outcome = runtime.invokeAsync("f", "stop", Object.class);
            ProcessHandle worker = announced(log);
            time.advance(Duration.ofSeconds(5));
            assertThat(outcome.get()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(worker.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    @Test
    void aModuleThatHangsIsKilledWhenItsTimeIsUp() throws Exception {
        try (CapturedLog log = CapturedLog.of("function.f")) {
            deploy(
                    "hangs.act",
                    Limits.builder().initTimeout(Duration.ofSeconds(5)).build());
            CompletableFuture<Outcome<Object>> outcome = runtime.invokeAsync("f", 0, Object.class);
            announced(log);
            time.advance(Duration.ofSeconds(5));
            assertThat(failure(outcome.get()).type()).isEqualTo("InitTimeout");
            assertThat(outcome.get().usage().init()).isEqualTo(Duration.ofSeconds(5));
        }
    }

    @Test
    void whatIsTakenBackWhileItsWorkerStartsCostsNothingAndLeavesNothing() throws Exception {
        try (CapturedLog log = CapturedLog.of("function.f")) {
            deploy("hangs.act", Limits.builder().maximumConcurrency(1).build());
            CompletableFuture<Outcome<Object>> outcome = runtime.invokeAsync("f", 0, Object.class);
            ProcessHandle worker = announced(log);
            time.advance(Duration.ofSeconds(1));
            outcome.cancel(true);
            assertThat(worker.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
            assertThat(runtime.usage("f").orElseThrow().run()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "quote \" ' \\ $HOME `id`", "ünï ☃ 🔥", "a=b=c"})
    void variablesArriveAsTheyAre(String value) throws Exception {
        runtime.deploy(FunctionDefinition.builder("f", environment(), WorkerContract.folder(), "trouble.act")
                .variable("ODD", value)
                .build());
        assertThat(act("environment").orThrow()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NUL\0=x", "A=B=x"})
    void variablesThatNoProcessCanHaveFailTheStart(String variable) throws Exception {
        int equals = variable.lastIndexOf('=');
        runtime.deploy(FunctionDefinition.builder("f", environment(), WorkerContract.folder(), "trouble.act")
                .variable(variable.substring(0, equals), variable.substring(equals + 1))
                .limits(Limits.builder().maximumConcurrency(1).build())
                .build());
        for (int i = 0; i < 2; i++) {
            assertThat(failure(act("fine")).kind()).isEqualTo(Failure.Kind.INIT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"with spaces", "ünïcode ☃", "quote ' \" $HOME"})
    void foldersMayHaveAnyName(String name, @TempDir Path parent) throws Exception {
        assumeTrue(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode(name),
                "file names have no such characters in this locale");
        Path folder = Files.createDirectory(parent.resolve(name));
        copyTrouble(folder);
        runtime.deploy(FunctionDefinition.of("f", environment(), folder, "trouble.act"));
        assertThat(act("fine").orThrow()).isEqualTo("fine");
    }

    @Test
    void aPayloadOfManyMegabytesGoesThereAndBack() throws Exception {
        runtime.deploy(FunctionDefinition.builder("f", environment(), WorkerContract.folder(), "contract.echo")
                .limits(Limits.builder().payloadBytes(Long.MAX_VALUE).build())
                .build());
        String large = "x".repeat(20_000_000);
        assertThat(runtime.invoke("f", large, String.class).orThrow()).isEqualTo(large);
    }

    @Test
    void anInterpreterThatAnswersSomethingElseIsNoWorker() throws Exception {
        Environment echo = new SystemEnvironment(environment().language(), echoProgram());
        runtime.deploy(FunctionDefinition.of("f", echo, WorkerContract.folder(), "trouble.act"));
        assertThat(failure(act("fine")).kind()).isEqualTo(Failure.Kind.INIT);
    }

    @TempDir
    Path programs;

    private Path echoProgram() throws IOException {
        Path program = programs.resolve("echo");
        Files.writeString(program, "#!/bin/sh\ncat\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    final Outcome<Object> act(String what) throws InterruptedException {
        return runtime.invoke("f", what, Object.class);
    }

    final void deploy(String handler, Limits limits) {
        runtime.deploy(FunctionDefinition.builder("f", environment(), WorkerContract.folder(), handler)
                .limits(limits)
                .build());
    }

    static Failure failure(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed<?>) outcome).failure();
    }

    private static ProcessHandle announced(CapturedLog log) throws InterruptedException {
        String line = log.await("started ");
        return ProcessHandle.of(Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .orElseThrow();
    }

    private static void copyTrouble(Path folder) throws IOException {
        for (String file : List.of("trouble.py", "trouble.js")) {
            Files.copy(WorkerContract.folder().resolve(file), folder.resolve(file));
        }
    }
}
