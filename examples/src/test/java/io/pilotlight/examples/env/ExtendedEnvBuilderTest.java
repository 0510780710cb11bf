package io.pilotlight.examples.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.InstalledPackage;
import io.pilotlight.env.InterpreterException;
import io.pilotlight.env.PythonEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtendedEnvBuilderTest {
    @TempDir
    private Path folder;

    @Test
    void installsItsPackagesAndTellsWhatItDoes() {
        List<String> lines = new ArrayList<>();

        PythonEnvironment made = create(lines);
        assertThat(made.packages()).contains(new InstalledPackage("six", "1.16.0"));
        assertThat(lines).contains("pip ...", "post-setup ...", "  INSTALLED six-1.16.0 ");

        create(lines);
        assertThat(lines).last().isEqualTo(made.directory() + " is up to date");
    }

    private PythonEnvironment create(List<String> lines) {
        try {
            return new ExtendedEnvBuilder(EnvBuilder.options().compile(false), List.of("six==1.16.0"), lines::add)
                    .create(folder.resolve("env"));
        } catch (InterpreterException e) {
            return abort("needs a Python that brings pip along: " + e.getMessage());
        }
    }
}
