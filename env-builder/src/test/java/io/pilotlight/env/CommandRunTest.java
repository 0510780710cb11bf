package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandRunTest {
    private static final String SLEEPING_TREE = "import subprocess, sys\nchild = subprocess.Popen(['sleep', '600'])\n"
            + "print(child.pid, flush=True)\nchild.wait()";

    @TempDir
    private Path folder;

    private PythonEnvironment environment;

    @BeforeEach
    void make() {
        environment = new EnvBuilder(EnvBuilder.options().withPip(false).build()).create(folder.resolve("env"));
    }

    @Test
    void capturesWhatIsWrittenAndTheExitCode() {
        CommandResult result =
                environment.run(python("import sys; print(sys.prefix); print('oh', file=sys.stderr); sys.exit(3)"));

        assertThat(result).isEqualTo(new CommandResult(3, environment.directory() + "\n", "oh\n", false));
        assertThatThrownBy(result::orThrow)
                .isInstanceOf(CommandException.class)
                .hasMessage("The command failed with exit code 3:\noh");
    }

    @Test
    void givesFolderVariablesAndInput() {
        RunOptions options = RunOptions.builder()
                .directory(folder)
                .variable("GREETING", "hello")
                .input("w\u00f6rld")
                .build();

        CommandResult result = environment.run(
                python("import os, sys; print(os.getcwd(), os.environ['GREETING'],"
                        + " sys.stdin.buffer.read() == b'w\\xc3\\xb6rld')"),
                options);

        assertThat(result.orThrow().output()).isEqualTo(folder + " hello True\n");
    }

    @Test
    void givesAnEmptyInputIfNoneIsSet() {
        assertThat(environment
                        .run(python("import sys; print(repr(sys.stdin.read()))"))
                        .output())
                .isEqualTo("''\n");
    }

    @Test
    void handsOverLinesWhileTheCommandRuns() throws Exception {
        Path go = folder.resolve("go");
        List<CommandResult.Line> lines = new ArrayList<>();
        RunOptions options = RunOptions.builder()
                .lines(line -> {
                    lines.add(line);
                    try {
                        Files.writeString(go, "");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .build();

        // it ends only after its first line was handed over
        String code = "import os, sys, time\nprint('first', flush=True)\n"
                + "while not os.path.exists(sys.argv[1]): time.sleep(0.01)\n"
                + "print('rest', file=sys.stderr)\nsys.stdout.write('end')";
        CommandResult result = environment.run(List.of("python", "-c", code, go.toString()), options);

        assertThat(result.orThrow().output()).isEqualTo("first\nend");
        assertThat(lines).contains(new CommandResult.Line(false, "first"), new CommandResult.Line(false, "end"));
        assertThat(lines).filteredOn(CommandResult.Line::error).hasSize(1);
    }

    @Test
    void endsTheWholeTreeWhenItTakesTooLong() {
        RunOptions options = RunOptions.builder().limit(Duration.ofMillis(700)).build();

        CommandResult result = environment.run(python(SLEEPING_TREE), options);

        assertThat(result.timedOut()).isTrue();
        assertThat(result.exitCode()).isEqualTo(-1);
        assertThatThrownBy(result::orThrow).hasMessageContaining("took too long");
        result.output().lines().findFirst().ifPresent(CommandRunTest::assertGone);
    }

    @Test
    void endsTheWholeTreeWhenInterrupted() throws Exception {
        CompletableFuture<String> child = new CompletableFuture<>();
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        RunOptions options =
                RunOptions.builder().lines(line -> child.complete(line.text())).build();
        Thread thread = new Thread(() -> {
            try {
                environment.run(python(SLEEPING_TREE), options);
                ended.complete(false);
            } catch (InterruptedBuildException e) {
                ended.complete(Thread.currentThread().isInterrupted());
            } catch (RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
        thread.start();
        String pid = child.get();

        thread.interrupt();

        assertThat(ended.get()).isTrue();
        assertGone(pid);
    }

    @Test
    void tellsAnInterruptWhileItReadsLinesAsOne() {
        RunOptions options = RunOptions.builder()
                .lines(line -> Thread.currentThread().interrupt())
                .build();

        assertThatThrownBy(() -> environment.run(python(SLEEPING_TREE), options))
                .isInstanceOf(InterruptedBuildException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void endsTheCommandWhenAListenerFails() {
        RunOptions options = RunOptions.builder()
                .lines(line -> {
                    throw new IllegalStateException(line.text());
                })
                .build();

        assertThatThrownBy(() -> environment.run(python(SLEEPING_TREE), options))
                .isInstanceOf(IllegalStateException.class)
                .satisfies(e -> assertGone(String.valueOf(e.getMessage())));
    }

    @Test
    void leavesNoThreadBehindThoughTheCommandLeavesAProcess() throws Exception {
        CommandResult result = environment.run(List.of("sh", "-c", "sleep 600 & echo $!"));

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(it -> it.getName().startsWith("pilotlight-child"));
        long left = Long.parseLong(result.output().strip());
        ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void saysWhichProgramIsMissing() {
        assertThatThrownBy(() -> environment.run(List.of("no-such-program")))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("'no-such-program' cannot be run");
    }

    @Test
    void refusesOptionsThatCannotBe() {
        assertThatThrownBy(() -> RunOptions.builder().limit(Duration.ZERO)).isInstanceOf(OptionException.class);
        assertThatThrownBy(() -> RunOptions.builder().attached().input("x").build())
                .isInstanceOf(OptionException.class);
    }

    private static List<String> python(String code) {
        return List.of("python", "-c", code);
    }

    private static void assertGone(String pid) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(left -> {
            try {
                left.onExit().get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        });
    }
}
