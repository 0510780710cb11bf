package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the making of an environment is broken off while pip builds a package. */
@Timeout(120)
class InterruptionTest {
    @TempDir
    private Path folder;

    @Test
    void anInterruptEndsNpmWithItsChildrenAndLeavesNothing() throws Exception {
        HangingPackage hanging = HangingPackage.in(folder);
        Path place = Files.createDirectory(folder.resolve("place"));
        NodeEnvBuilder builder = new NodeEnvBuilder(
                NodeEnvBuilder.options().packageJson(hanging.packageJson()).build());
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread maker = new Thread(() -> failure.complete(catchThrowable(() -> builder.create(place.resolve("env")))));
        maker.start();
        BufferedReader build = hanging.awaitBuild();

        maker.interrupt();

        assertThat(failure.get()).isInstanceOf(InterruptedBuildException.class);
        HangingPackage.awaitEnd(build);
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void aKilledVirtualMachineLeavesNoNpm() throws Exception {
        HangingPackage hanging = HangingPackage.in(folder);
        Path env = folder.resolve("env");
        Process machine = BuildMain.process(
                        "node", env.toString(), hanging.packageJson().toString())
                .inheritIO()
                .start();
        BufferedReader build = hanging.awaitBuild();

        machine.destroyForcibly().waitFor();

        HangingPackage.awaitEnd(build);
        assertThat(env).doesNotExist();
    }

    @Test
    void aThreadThatIsInterruptedAlreadyMakesNothing() {
        PythonInterpreter python = PythonInterpreter.find();
        EnvBuilder builder = new EnvBuilder(
                EnvBuilder.options().python(python.executable()).withPip(false).build());

        Thread.currentThread().interrupt();
        Throwable failure = catchThrowable(() -> builder.create(folder.resolve("env")));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).isInstanceOf(InterruptedBuildException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anInterruptBetweenStepsLeavesNothing() {
        EnvBuilder builder = new EnvBuilder(EnvBuilder.options().withPip(false).build()) {
            @Override
            protected void setupPython(EnvContext context) {
                super.setupPython(context);
                Thread.currentThread().interrupt();
            }
        };

        Throwable failure = catchThrowable(() -> builder.create(folder.resolve("env")));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).isInstanceOf(InterruptedBuildException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anInterruptEndsPipWithItsChildrenAndLeavesNothing() throws Exception {
        HangingPackage hanging = HangingPackage.in(folder);
        Path place = Files.createDirectory(folder.resolve("place"));
        PythonInterpreter python = TestPythons.any();
        AtomicBoolean flag = new AtomicBoolean();
        CompletableFuture<Void> made = new CompletableFuture<>();
        Thread maker = new Thread(() -> {
            Throwable failure = catchThrowable(() -> create(python, place, hanging));
            flag.set(Thread.currentThread().isInterrupted());
            made.completeExceptionally(failure);
        });
        maker.start();
        BufferedReader build = hanging.awaitBuild();

        maker.interrupt();

        assertThat(catchThrowable(made::join))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(InterruptedBuildException.class);
        assertThat(flag).isTrue();
        HangingPackage.awaitEnd(build);
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void aKilledVirtualMachineLeavesNoProcessAndNoEnvironmentAndTheNextMakerCleansUp() throws Exception {
        HangingPackage hanging = HangingPackage.in(folder);
        Path place = Files.createDirectory(folder.resolve("place"));
        PythonInterpreter python = TestPythons.any();
        Process machine = machine(python, place, hanging);
        BufferedReader build = hanging.awaitBuild();

        machine.destroyForcibly().waitFor();

        HangingPackage.awaitEnd(build);
        assertThat(place.resolve("env")).doesNotExist();
        assertThat(names(place)).as("what the dead one left").isNotEmpty();

        new EnvBuilder(EnvBuilder.options()
                        .python(python.executable())
                        .withPip(false)
                        .build())
                .create(place.resolve("env"));
        assertThat(names(place)).containsExactly("env");
    }

    @Test
    void aVirtualMachineThatIsAskedToEndCleansUp() throws Exception {
        HangingPackage hanging = HangingPackage.in(folder);
        Path place = Files.createDirectory(folder.resolve("place"));
        Process machine = machine(TestPythons.any(), place, hanging);
        BufferedReader build = hanging.awaitBuild();

        machine.destroy();

        machine.waitFor();
        HangingPackage.awaitEnd(build);
        assertThat(names(place)).allMatch(name -> name.endsWith("-lock"));
    }

    private static void create(PythonInterpreter python, Path place, HangingPackage hanging) {
        new EnvBuilder(EnvBuilder.options()
                        .python(python.executable())
                        .compile(false)
                        .installer(Installer.PIP)
                        .requirements(hanging.requirements())
                        .build())
                .create(place.resolve("env"));
    }

    private static Process machine(PythonInterpreter python, Path place, HangingPackage hanging) throws Exception {
        return BuildMain.process(
                        python.executable().toString(),
                        place.resolve("env").toString(),
                        hanging.requirements().toString())
                .inheritIO()
                .start();
    }

    private static List<String> names(Path place) throws Exception {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }
}
