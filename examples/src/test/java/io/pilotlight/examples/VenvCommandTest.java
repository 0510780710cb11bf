package io.pilotlight.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.env.PythonEnvironment;
import io.pilotlight.env.PythonInterpreter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VenvCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void makesEachEnvironmentInSilence() {
        Path first = folder.resolve("first env");
        Path second = folder.resolve("second");

        assertThat(run("--without-pip", "--prompt", "it's", first.toString(), second.toString()))
                .isZero();

        assertThat(errors.toString()).isEmpty();
        assertThat(first.resolve("pyvenv.cfg")).content().contains("prompt = \"it's\"");
        assertThat(PythonEnvironment.open(second).packages()).isEmpty();
    }

    @Test
    void copiesWithTheNamedPython() {
        String python = PythonInterpreter.find().executable().toString();
        Path env = folder.resolve("env");

        assertThat(run("--without-pip", "--copies", "--system-site-packages", "--python", python, env.toString()))
                .isZero();

        assertThat(env.resolve("bin/python")).isRegularFile();
        assertThat(Files.isSymbolicLink(env.resolve("bin/python"))).isFalse();
        assertThat(env.resolve("pyvenv.cfg")).content().contains("include-system-site-packages = true");
    }

    @Test
    void saysInOneLineWhatIsWrongAndFails() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThat(run("--without-pip", file.toString())).isEqualTo(1);
        assertThat(run("--without-pip", folder + "/a:b")).isEqualTo(1);
        assertThat(run("--python", "/bin/true", folder.resolve("env").toString()))
                .isEqualTo(1);
        assertThat(run(
                        "--without-pip",
                        "--prompt",
                        "a\nb",
                        folder.resolve("env").toString()))
                .isEqualTo(1);
        assertThat(run("--without-pip", "--upgrade-deps", folder.resolve("env").toString()))
                .isEqualTo(1);

        assertThat(errors.toString().lines())
                .hasSize(5)
                .allMatch(line -> line.startsWith("Error: "))
                .anyMatch(line -> line.contains("Unable to create directory '" + file + "'"))
                .anyMatch(line -> line.endsWith("because it contains the PATH separator :."))
                .anyMatch(line -> line.contains("/bin/true is no Python"));
    }

    @Test
    void doesNotClearWhatIsNoEnvironment() throws Exception {
        Files.writeString(folder.resolve("thesis.txt"), "years of work");

        assertThat(run("--without-pip", "--clear", folder.toString())).isEqualTo(1);

        assertThat(folder.resolve("thesis.txt")).exists();
    }

    @Test
    void answersWrongUsageWithTwo() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--no-such-option", "env")).isEqualTo(2);
        assertThat(run("--symlinks", "--copies", "env")).isEqualTo(2);
        assertThat(errors.toString()).contains("ENV_DIR");
    }

    @Test
    void tellsWhatItDoesWhenAsked() {
        assertThat(run("--verbose", "--without-pip", folder.resolve("env").toString()))
                .isZero();
        assertThat(run("--verbose", "--without-pip", folder.resolve("env").toString()))
                .isZero();

        assertThat(errors.toString()).contains("interpreter ...", "is up to date");
    }

    private int run(String... arguments) {
        return new CommandLine(new VenvCommand())
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
