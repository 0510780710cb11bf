package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    /** Python 3.11 began to look for the base of an environment in another way: the oldest and the newest will do. */
    static List<PythonInterpreter> oldestAndNewest() {
        List<PythonInterpreter> sorted = TestPythons.all().stream()
                .sorted(Comparator.comparing(PythonInterpreter::number))
                .toList();
        return Stream.of(0, sorted.size() - 1)
                .filter(index -> index >= 0 && index < sorted.size())
                .distinct()
                .map(sorted::get)
                .toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("pythons")
    void ofAnEnvironment(PythonInterpreter python) throws Exception {
        assertMakesTheSameAsVenv(outer(python).resolve("bin/python"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("oldestAndNewest")
    void ofAnEnvironmentWithACopyOfItsPython(PythonInterpreter python) throws Exception {
        assertMakesTheSameAsVenv(outer(python, "--copies").resolve("bin/python3"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("oldestAndNewest")
    void ofALinkToAProgram(PythonInterpreter python) throws Exception {
        assertMakesTheSameAsVenv(Files.createSymbolicLink(folder.resolve("mypy"), python.executable()));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("oldestAndNewest")
    void ofALinkToAnInstallation(PythonInterpreter python) throws Exception {
        Path bin = python.executable().getParent();
        Path link = Files.createSymbolicLink(folder.resolve("installed"), bin.getParent());

        assertMakesTheSameAsVenv(
                link.resolve(bin.getFileName()).resolve(python.executable().getFileName()));
        // what is below a link may not be touched when the folder of the test is removed
        Files.delete(link);
    }

    private Path outer(PythonInterpreter python, String... options) throws Exception {
        Path outer = folder.resolve("outer");
        List<String> command = new ArrayList<>(List.of(python.executable().toString(), "-m", "venv", "--without-pip"));
        command.addAll(List.of(options));
        command.add(outer.toString());
        assertThat(Shell.run(command.toArray(String[]::new)).exitCode()).isZero();
        return outer;
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
