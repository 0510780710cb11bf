package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pyproject.toml asks for, as the Pythons of the machine read it. */
class ProjectFileTest {
    private static final String TEXT = """
            [build-system]
            requires = ["setuptools"]
            [project]
            name = "My.Thing"
            dependencies = [
              "six==1.16.0",  # a remark
              'idna>=3; python_version >= "3.8"',
            ]
            [project.optional-dependencies]
            fast = ["markupsafe"]
            All_Of = ["my-thing[fast]", "wheel"]
            [dependency-groups]
            test = ["pytest", {include-group = "lint"}]
            lint = ["ruff"]
            loop = [{include-group = "loop"}]
            wrong = [{path = "."}]
            """;

    @TempDir
    private Path folder;

    static List<PythonInterpreter> pythons() {
        return TestPythons.withPip();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("pythons")
    void takesDependenciesExtrasAndGroups(PythonInterpreter python) throws Exception {
        Path file = Files.writeString(folder.resolve("pyproject.toml"), TEXT + "# for " + python + "\n");
        EnvOptions options = EnvBuilder.options()
                .cache(folder.resolve("cache"))
                .project(file, "all-of")
                .groups("Test")
                .build();

        assertThat(PackageRequest.of(options, python).packages())
                .containsExactly(
                        "six==1.16.0", "idna>=3; python_version >= \"3.8\"", "markupsafe", "wheel", "pytest", "ruff");
        assertThat(folder.resolve("cache")).isNotEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"loop", "wrong", "nothing"})
    void refusesAGroupThatCannotBe(String group) throws Exception {
        assertThatThrownBy(() -> request(TEXT, group))
                .isInstanceOf(PackageException.class)
                .hasMessageContaining(group)
                .hasMessageContaining("pyproject.toml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no toml",
                "[tool.x]\ny = 1\n",
                "[project]\nname = 'a'\ndynamic = ['dependencies']\n",
                "[project]\nname = 'a'\ndependencies = 'six'\n"
            })
    void refusesAFileOfWhichNothingCanBeTaken(String text) {
        assertThatThrownBy(() -> request(text)).isInstanceOf(PackageException.class);
    }

    @Test
    void saysThatTheFileIsMissing() {
        Path file = folder.resolve("none.toml");
        EnvOptions options = EnvBuilder.options().project(file).build();

        assertThatThrownBy(() -> PackageRequest.of(options, TestPythons.any()))
                .isInstanceOf(PackageException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void groupsNeedAProject() {
        assertThatThrownBy(() -> EnvBuilder.options().groups("test").build()).isInstanceOf(OptionException.class);
    }

    private PackageRequest request(String text, String... groups) throws Exception {
        Path file = Files.writeString(folder.resolve("pyproject.toml"), text);
        return PackageRequest.of(
                EnvBuilder.options().withoutCache().project(file).groups(groups).build(), TestPythons.any());
    }
}
