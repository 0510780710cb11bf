package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packages through uv, where it is on PATH. */
@Timeout(120)
class UvTest {
    @TempDir
    private Path folder;

    private final EventLog events = new EventLog();

    @BeforeEach
    void needUv() {
        assumeTrue(UvRun.program().isPresent(), "needs uv on PATH (python3 -m pip install uv)");
    }

    @Test
    void installsWithoutPipIntoAPathWithSpacesAndLocksForAllPlatforms() throws Exception {
        Path env = folder.resolve("an env");
        Path lock = folder.resolve("packages.lock");
        EnvBuilder builder = new EnvBuilder(options()
                .packages("wheel==0.45.1", "markupsafe==3.0.2")
                .lock(lock)
                .build());

        PythonEnvironment made = builder.create(env);

        assertThat(made.packages())
                .extracting(InstalledPackage::name)
                .contains("wheel")
                .doesNotContain("pip");
        assertThat(Shell.run(made.process(List.of("wheel", "version"))).output())
                .contains("0.45.1");
        assertThat(Files.readString(env.resolve("bin/wheel")))
                .startsWith("#!/bin/sh\n'''exec' '" + env + "/bin/python")
                .doesNotContain(".pilotlight-");
        assertThat(env).isDirectoryNotContaining("glob:**/.lock").isDirectoryNotContaining("glob:**/.tmp");
        assertThat(lock).content().contains("wheel==0.45.1");
        assertThat(Files.readString(lock).split("--hash=", -1)).hasSizeGreaterThan(10);
        assertThat(events.of(EnvEvent.PackageProgress.class))
                .filteredOn(event -> event.phase() == EnvEvent.Phase.INSTALLED)
                .extracting(EnvEvent.PackageProgress::name)
                .contains("wheel-0.45.1");
        events.clear();
        builder.create(env);
        assertThat(events.all()).last().isEqualTo(new EnvEvent.UpToDate(env));
    }

    @Test
    void saysWhatUvSaid() {
        PackageException failure = catchThrowableOfType(PackageException.class, () -> new EnvBuilder(
                        options().packages("pilotlight-no-such-package-0").build())
                .create(folder.resolve("env")));

        assertThat(failure).hasMessageContaining("pilotlight-no-such-package-0");
        assertThat(failure.lines()).isNotEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anInterruptEndsUvWithItsChildrenAndLeavesNothing() throws Exception {
        HangingPackage hanging = HangingPackage.in(folder);
        Path place = Files.createDirectory(folder.resolve("place"));
        EnvBuilder builder =
                new EnvBuilder(options().requirements(hanging.requirements()).build());
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread maker = new Thread(
                () -> failure.complete(Assertions.catchThrowable(() -> builder.create(place.resolve("env")))));
        maker.start();
        BufferedReader build = hanging.awaitBuild();

        maker.interrupt();

        assertThat(failure.get()).isInstanceOf(InterruptedBuildException.class);
        HangingPackage.awaitEnd(build);
        assertThat(place).isEmptyDirectory();
    }

    private EnvOptions.Builder options() {
        return EnvBuilder.options()
                .python(TestPythons.any().executable())
                .installer(Installer.UV)
                .withPip(false)
                .listener(events);
    }
}
