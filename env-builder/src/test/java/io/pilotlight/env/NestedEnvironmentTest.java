package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Environments made of an environment's Python, or of a link to one: with the base that CPython's venv takes (PEP 405). */
class NestedEnvironmentTest {
    @TempDir
    private Path folder;

    static List<PythonInterpreter> pythons() {
        return TestPythons.all();
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void ofAnEnvironment(PythonInterpreter python) throws Exception {
        Path outer = folder.resolve("outer");
        assertThat(Shell.run(python.executable().toString(), "-m", "venv", "--without-pip", outer.toString())
                        .exitCode())
                .isZero();

        assertMakesTheSameAsVenv(outer.resolve("bin/python"));
        assertMakesTheSameAsVenv(outer.resolve("bin/python3"));
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void ofAnEnvironmentWithACopyOfItsPython(PythonInterpreter python) throws Exception {
        Path outer = folder.resolve("outer");
        assertThat(Shell.run(
                                python.executable().toString(),
                                "-m",
                                "venv",
                                "--without-pip",
                                "--copies",
                                outer.toString())
                        .exitCode())
                .isZero();

        assertMakesTheSameAsVenv(outer.resolve("bin/python"));
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void ofALinkToAProgram(PythonInterpreter python) throws Exception {
        assertMakesTheSameAsVenv(Files.createSymbolicLink(folder.resolve("mypy"), python.executable()));
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void ofALinkToAnInstallation(PythonInterpreter python) throws Exception {
        Path bin = python.executable().getParent();
        Path link = Files.createSymbolicLink(folder.resolve("installed"), bin.getParent());

        assertMakesTheSameAsVenv(
                link.resolve(bin.getFileName()).resolve(python.executable().getFileName()));
    }

    private void assertMakesTheSameAsVenv(Path program) throws Exception {
        Path env = folder.resolve("inner " + program.getFileName());
        Shell.Result result = Shell.run(program.toString(), "-m", "venv", "--without-pip", env.toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
        Map<String, String> expected = TreePicture.of(env);
        Files.move(env, folder.resolve("reference " + program.getFileName()));

        new EnvBuilder(EnvBuilder.options().python(program).withPip(false).build()).create(env);

        assertThat(TreePicture.of(env)).as(program.toString()).isEqualTo(expected);
        assertThat(Shell.run(env.resolve("bin/python").toString(), "-c", "import sys; print(sys.prefix)"))
                .isEqualTo(new Shell.Result(0, env + "\n"));
    }
}
