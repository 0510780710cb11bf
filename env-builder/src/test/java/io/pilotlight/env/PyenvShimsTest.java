package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shims of a pyenv in a folder, and the rules by which pyenv itself would choose. */
class PyenvShimsTest {
    @TempDir
    private Path folder;

    private Machine machine;
    private Path shim;

    @BeforeEach
    void makePyenv() throws Exception {
        machine = new Machine(folder).path("pyenv/shims", "bin");
        shim = machine.script("pyenv/shims/python3", "exit 127");
        machine.script("pyenv/shims/python3.12", "exit 127");
        for (String version : List.of("3.8.18", "3.11.2", "3.11.7", "3.11.10", "3.12.1")) {
            machine.python("pyenv/versions/" + version + "/bin/python3", version);
        }
        machine.python("pyenv/versions/3.12.1/bin/python3.12", "3.12.1");
    }

    @Nested
    class IsResolved {
        @Test
        void byTheGlobalVersion() throws Exception {
            write("pyenv/version", "3.11.7\n");

            assertThat(started()).isEqualTo("3.11.7");
        }

        @Test
        void byTheNearestVersionFile() throws Exception {
            write("pyenv/version", "3.11.7\n");
            write("work/.python-version", "# ours\n\n  3.8.18 and words\r\n");
            Path deep = Files.createDirectories(folder.resolve("work/deep/down"));

            assertThat(started()).isEqualTo("3.11.7");
            machine.in(deep);
            assertThat(started()).isEqualTo("3.8.18");
            machine.variables.put("PYENV_DIR", folder.resolve("bin").toString());
            assertThat(started()).isEqualTo("3.8.18");
        }

        @Test
        void byTheVariableBeforeAllFiles() throws Exception {
            write(".python-version", "3.8.18");
            machine.variables.put("PYENV_VERSION", "3.12.1:3.8.18");

            assertThat(started()).isEqualTo("3.12.1");
        }

        @Test
        void toTheFirstOfSeveralThatHasTheProgram() throws Exception {
            write(".python-version", "3.8.18\n3.12.1\n");

            assertThat(started()).isEqualTo("3.8.18");
            assertThat(machine.pythons().find("python3.12").executable())
                    .isEqualTo(folder.resolve("pyenv/versions/3.12.1/bin/python3.12"));
        }

        @Test
        void toTheNewestThatBeginsWithTheNumber() throws Exception {
            for (String prefix : List.of("3.11", "python-3.11")) {
                write(".python-version", prefix);

                assertThat(started()).as(prefix).isEqualTo("3.11.10");
            }
        }

        @Test
        void toTheSystemsOwn() throws Exception {
            machine.python("bin/python3", "3.9.2");

            assertThat(started()).as("nothing chosen").isEqualTo("3.9.2");
            write("pyenv/version", "system:3.11.7".replace(':', '\n'));
            assertThat(started()).isEqualTo("3.9.2");
        }

        @Test
        void toNothingWhenNoChosenVersionHasTheProgram() throws Exception {
            write("pyenv/version", "3.8.18");

            assertThat(machine.pythons().find("3.12").executable())
                    .as("under pyenv")
                    .isEqualTo(folder.resolve("pyenv/versions/3.12.1/bin/python3"));
            assertThat(machine.started).noneMatch(program -> program.contains("shims"));
        }

        @Test
        void onceAndForAllProcesses() throws Exception {
            write("pyenv/version", "3.11.7");
            machine.restarted().pythons().find();
            machine.restarted();

            assertThat(machine.pythons().find().version()).isEqualTo("3.11.7");
            assertThat(machine.pythons().at(shim).version()).isEqualTo("3.11.7");
            assertThat(machine.started).isEmpty();
        }

        private String started() {
            PythonInterpreter python = machine.pythons().at(shim);
            assertThat(machine.started).noneMatch(program -> program.contains("shims"));
            return python.version();
        }
    }

    @Nested
    class IsRun {
        @BeforeEach
        void letItStartOne() throws Exception {
            Path python = folder.resolve("pyenv/versions/3.12.1/bin/python3");
            machine.script("pyenv/shims/python3", "exec '" + python + "'");
        }

        @Test
        void whenAVersionIsNotInstalled() throws Exception {
            write(".python-version", "3.10.0\n3.8.18");

            assertThat(machine.pythons().at(shim).version()).isEqualTo("3.12.1");
        }

        @Test
        void whenAVersionLeadsOutOfItsFolder() throws Exception {
            write(".python-version", "../versions/3.8.18");

            assertThat(machine.pythons().at(shim).version()).isEqualTo("3.12.1");
        }

        @Test
        void whenSomebodysHookMayChooseAnother() throws Exception {
            write("pyenv/version", "3.8.18");
            write("pyenv/plugins/pyenv-virtualenv/etc/pyenv.d/which/conda.bash", "");
            assertThat(machine.pythons().at(shim).version()).isEqualTo("3.8.18");

            write("pyenv/plugins/mine/etc/pyenv.d/version-name/mine.bash", "");
            assertThat(machine.pythons().at(shim).version()).isEqualTo("3.12.1");
        }

        @Test
        void eachTime() throws Exception {
            write(".python-version", "3.10.0");
            machine.pythons().at(shim);
            machine.pythons().at(shim);

            assertThat(machine.started).hasSize(2).containsOnly(shim.toString());
        }
    }

    @Test
    void saysWhatPyenvSaysWhenTheShimIsNamedAndFails() throws Exception {
        machine.script("pyenv/shims/python3", "echo 'pyenv: version 3.10.0 is not installed' >&2; exit 1");
        write(".python-version", "3.10.0");

        assertThatThrownBy(() -> machine.pythons().at(shim))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining("pyenv: version 3.10.0 is not installed");
    }

    @Test
    void choosesAsTheMachinesOwnPyenvDoes() throws Exception {
        Surroundings here = Surroundings.system();
        Path own = new Pyenv(here).shims().resolve("python3");
        assumeTrue(Files.isExecutable(own), "needs pyenv");
        for (String chosen : List.of("", "3.8:3.12")) {
            machine.variables.clear();
            machine.variables.putAll(System.getenv());
            machine.variables.put("PYENV_VERSION", chosen);
            ProcessBuilder asked = new ProcessBuilder(own.toString(), "-c", "import sys; print(sys.executable)");
            asked.environment().put("PYENV_VERSION", chosen);
            Shell.Result said = Shell.run(asked.directory(folder.toFile()));
            assumeTrue(said.exitCode() == 0, said.output());

            assertThat(machine.pythons().at(own).executable())
                    .as(chosen)
                    .hasToString(said.output().strip());
            assertThat(machine.started).as(chosen).doesNotContain(own.toString());
        }
    }

    private void write(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
