package io.pilotlight.examples.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.EnvContext;
import io.pilotlight.env.InstalledPackage;
import io.pilotlight.env.PythonEnvironment;
import io.pilotlight.env.PythonInterpreter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtendedEnvBuilderTest {
    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void needsEnsurepip() throws IOException, InterruptedException {
        String python = PythonInterpreter.find().executable().toString();
        boolean there =
                new ProcessBuilder(python, "-c", "import ensurepip").start().waitFor() == 0;
        assumeTrue(there, "needs a Python that brings pip along (Debian: python3-venv)");
    }

    @Test
    void installsSetuptoolsAndPipAndTellsWhatTheInstallersSay() {
        List<Path> places = new ArrayList<>();

        PythonEnvironment made = create(ExtendedEnvBuilder.Parts.ALL, (line, context) -> {
            lines.add(line);
            places.add(context.finalDir());
        });

        assertThat(made.packages()).extracting(InstalledPackage::name).containsExactly("pip", "setuptools");
        assertThat(lines)
                .contains("Installing: ensurepip --upgrade --default-pip")
                .anyMatch(line -> line.startsWith("Successfully installed pip"))
                .anyMatch(line -> line.contains("setuptools"));
        assertThat(places).hasSameSizeAs(lines).containsOnly(made.directory());
    }

    @Test
    void leavesOutWhatIsNotWanted() {
        PythonEnvironment empty = create(new ExtendedEnvBuilder.Parts(true, false), (line, context) -> lines.add(line));

        assertThat(empty.packages()).isEmpty();
        assertThat(lines).isEmpty();
    }

    @Test
    void takesPipAwayWhenItHasDoneItsWork() {
        ExtendedEnvBuilder builder =
                new ExtendedEnvBuilder(
                        EnvBuilder.options(),
                        new ExtendedEnvBuilder.Parts(false, true),
                        (line, context) -> lines.add(line)) {
                    @Override
                    protected void installSetuptools(EnvContext context) {}
                };

        PythonEnvironment made = builder.create(folder.resolve("env"));

        assertThat(made.packages()).extracting(InstalledPackage::name).doesNotContain("pip");
        assertThat(made.directory().resolve("bin/pip")).doesNotExist();
        assertThat(lines).anyMatch(line -> line.contains("Successfully uninstalled pip"));
    }

    private PythonEnvironment create(ExtendedEnvBuilder.Parts parts, BiConsumer<String, EnvContext> progress) {
        return new ExtendedEnvBuilder(EnvBuilder.options(), parts, progress).create(folder.resolve("env"));
    }
}
