package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PythonInterpreterTest {
    @TempDir
    private Path folder;

    private final PythonInterpreter real = PythonInterpreter.find();
    private Machine machine;

    @BeforeEach
    void makeMachine() {
        machine = new Machine(folder);
    }

    @Test
    void isFoundByVersionNameAndPath() {
        String minor = real.number().major() + "." + real.number().minor();

        assertThat(PythonInterpreter.find("3").number()).isGreaterThanOrEqualTo(PythonVersion.OLDEST);
        assertThat(PythonInterpreter.find(minor).version()).startsWith(minor + ".");
        assertThat(PythonInterpreter.find("==" + minor + ".*").version()).startsWith(minor + ".");
        assertThat(PythonInterpreter.find(real.executable().toString())).isEqualTo(real);
        assertThat(PythonInterpreter.of(real.executable())).isEqualTo(real);
        assertThat(PythonInterpreter.find("python3").executable()).isAbsolute();
        assertThat(PythonInterpreter.all()).contains(real).doesNotHaveDuplicates();
        assertThat(PythonInterpreter.findAll("3").get(0)).isEqualTo(PythonInterpreter.find("3"));
    }

    @Nested
    class OnPath {
        @Test
        void isTheFirstFolderThatHasAFittingOne() throws Exception {
            machine.path("a", "b", "c");
            machine.python("a/python3", "3.9.18");
            machine.python("b/python3", "3.11.7");
            machine.python("c/python3.12", "3.12.1");

            assertThat(found("")).isEqualTo("a/python3");
            assertThat(found("3")).isEqualTo("a/python3");
            assertThat(found(">=3.10")).isEqualTo("b/python3");
            assertThat(found(">=3.12")).isEqualTo("c/python3.12");
            assertThat(found("3.12")).isEqualTo("c/python3.12");
            assertThat(found("3.12.1")).isEqualTo("c/python3.12");
            assertThat(found("python3.12")).isEqualTo("c/python3.12");
            assertThat(found("python3.11")).as("by its version").isEqualTo("b/python3");
        }

        @Test
        void isTheNameThatSaysMostInOneFolder() throws Exception {
            machine.python("bin/python3.11", "3.11.7");
            machine.python("bin/python3", "3.11.7");
            machine.python("bin/python", "3.11.7");

            assertThat(found("3.11")).isEqualTo("bin/python3.11");
            assertThat(found("3")).isEqualTo("bin/python3");
        }

        @Test
        void isNoPyPyAndNoFreeThreadedOneUnlessItIsAskedFor() throws Exception {
            machine.python("bin/pypy3.11", "3.11.9", "implementation=pypy");
            machine.python("bin/python3.13t", "3.13.0", "free-threaded=True");
            machine.python("bin/python3.8", "3.8.18");

            assertThat(found(">=3.8")).isEqualTo("bin/python3.8");
            assertThat(found("pypy")).isEqualTo("bin/pypy3.11");
            assertThat(found("pypy3.11")).isEqualTo("bin/pypy3.11");
            assertThat(found("pypy>=3.10")).isEqualTo("bin/pypy3.11");
            assertThat(found("3.13t")).isEqualTo("bin/python3.13t");
            assertThatThrownBy(() -> found("3.13")).isInstanceOf(InterpreterException.class);
            assertThatThrownBy(() -> found("cpython3.11")).isInstanceOf(InterpreterException.class);
            assertThat(machine.pythons().all())
                    .extracting(PythonInterpreter::describedVersion)
                    .containsExactly("3.13.0t", "3.8.18", "PyPy 3.11.9");
        }

        @Test
        void isPassedOverWhenItIsTooOldOrBroken() throws Exception {
            machine.path("a", "b", "c");
            machine.python("a/python3", "3.7.16");
            machine.script("b/python3", "exit 3");
            machine.python("c/python3", "3.9.18");

            assertThat(found("")).isEqualTo("c/python3");
            assertThat(found("python3")).isEqualTo("c/python3");
        }
    }

    @Nested
    class AtAPath {
        @Test
        void isTheProgramOfAnEnvironmentOrAnInstallation() throws Exception {
            machine.python(".venv/bin/python3", "3.11.7");
            machine.python("venv/bin/python", "3.10.1");
            machine.python("opt/python/bin/python3", "3.12.1");

            assertThat(found(".venv")).isEqualTo(".venv/bin/python3");
            assertThat(found("./.venv")).isEqualTo(".venv/bin/python3");
            assertThat(found("venv")).isEqualTo("venv/bin/python");
            assertThat(found(folder.resolve("opt/python").toString())).isEqualTo("opt/python/bin/python3");
            assertThat(found("opt/python/bin/python3")).isEqualTo("opt/python/bin/python3");
        }

        @Test
        void isRefusedWhenNoneIsThere() {
            assertThatThrownBy(() -> machine.pythons().at(folder.resolve("python")))
                    .isInstanceOf(InterpreterException.class)
                    .hasMessageContaining(folder.resolve("python") + ": no such file");
            assertThatThrownBy(() -> machine.pythons().at(folder))
                    .isInstanceOf(InterpreterException.class)
                    .hasMessageContaining("There is no Python in the folder " + folder);
        }
    }

    @Test
    void isFoundUnderPyenvNewestFirst() throws Exception {
        machine.script("bin/python3", "echo 'pyenv: python3: command not found' >&2; exit 127");
        machine.python("pyenv/versions/3.8.1/bin/python3", "3.8.1");
        machine.python("pyenv/versions/3.10.2/bin/python3", "3.10.2");
        machine.python("pyenv/versions/3.9.18/bin/python3", "3.9.18");
        machine.python("pyenv/versions/3.7.16/bin/python3", "3.7.16");
        machine.python("pyenv/versions/3.14-dev/bin/python3", "3.14.0", "pre-release=True");
        machine.python("pyenv/versions/pypy3.10-7.3.17/bin/pypy3", "3.10.14", "implementation=pypy");
        machine.python("pyenv/versions/pypy3.9-7.3.11/bin/pypy3", "3.9.16", "implementation=pypy");

        assertThat(found("<3.14")).isEqualTo("pyenv/versions/3.10.2/bin/python3");
        assertThat(found("3.14")).isEqualTo("pyenv/versions/3.14-dev/bin/python3");
        assertThat(found("3.8")).isEqualTo("pyenv/versions/3.8.1/bin/python3");
        assertThat(found("pypy")).isEqualTo("pyenv/versions/pypy3.10-7.3.17/bin/pypy3");
        assertThat(found("pypy@3.9")).isEqualTo("pyenv/versions/pypy3.9-7.3.11/bin/pypy3");
        assertThat(machine.pythons().findAll(">=3.8,<3.14"))
                .extracting(PythonInterpreter::version)
                .containsExactly("3.10.2", "3.9.18", "3.8.1");
        assertThat(machine.started).noneMatch(program -> program.contains("3.7.16"));
    }

    @Nested
    class NotFound {
        @Test
        void saysWhatWasLookedForAndWhereAndWhatWasThereInstead() throws Exception {
            machine.python("bin/python3", "3.9.18");
            machine.python("pyenv/versions/3.12.1/bin/python3", "3.12.1");
            machine.script("bin/python", "exit 3");

            assertThatThrownBy(() -> found(">=3.14"))
                    .isInstanceOf(InterpreterException.class)
                    .hasMessageContaining("No Python >=3.14 was found on PATH (2 folders) or under pyenv ("
                            + folder.resolve("pyenv/versions") + ")")
                    .hasMessageContaining("Found instead: 3.9.18 (" + folder.resolve("bin/python3") + "), 3.12.1 (")
                    .hasMessageContaining("Passed over: " + folder.resolve("bin/python") + " is no Python")
                    .hasMessageContaining("name one by its path");
            assertThatThrownBy(() -> found("==3.9")).hasMessageContaining("write ==3.9.* for all that begin with it");
            assertThatThrownBy(() -> found("no-such-python"))
                    .isInstanceOf(InterpreterException.class)
                    .hasMessageContaining("No Python named no-such-python was found");
        }

        @Test
        void saysSoOnAnEmptyMachine() {
            assertThatThrownBy(() -> found(""))
                    .isInstanceOf(InterpreterException.class)
                    .hasMessageContaining("Install Python 3.8 or later");
            assertThat(machine.pythons().all()).isEmpty();
            assertThat(machine.pythons().findAll(">=3.8")).isEmpty();
        }

        @Test
        void isTooOldByItsVersion() throws Exception {
            Path old = machine.python("old", "3.7.16");

            assertThatThrownBy(() -> machine.pythons().at(old))
                    .isInstanceOf(InterpreterException.class)
                    .hasMessageContaining(old + " is Python 3.7.16, which is too old");
            for (String spec : List.of("2.7", "3.7", "3.6.15", "<3.8", "==3.7.*", "pypy3.7", "python2.7")) {
                assertThatThrownBy(() -> found(spec))
                        .as(spec)
                        .isInstanceOf(InterpreterException.class)
                        .hasMessageContaining("too old");
            }
        }
    }

    @Test
    void knowsTheNamesAndFoldersThatPyPysOwnVenvMakes() throws Exception {
        List<PythonInterpreter> pypys = PythonInterpreter.findAll("pypy");
        assumeTrue(!pypys.isEmpty(), "needs PyPy");
        PythonInterpreter.Facts facts = pypys.get(0).facts();
        Path env = folder.resolve("env");
        assumeTrue(Shell.run(facts.executable(), "-m", "venv", "--without-pip", env.toString())
                        .exitCode()
                == 0);
        Set<String> links = new TreeSet<>(facts.programNames());
        links.add(Path.of(facts.baseExecutable()).getFileName().toString());

        try (Stream<Path> files = Files.list(env.resolve("bin"))) {
            assertThat(files.filter(Files::isSymbolicLink)
                            .map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(links);
        }
        assertThat(env.resolve(facts.sitePackages())).isEmptyDirectory();
        assertThat(env.resolve(facts.include())).isDirectory();
        assertThat(PythonInterpreter.find(env.toString()).implementation()).isEqualTo("pypy");
    }

    @Test
    void isRefusedWhenItIsNoPython() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");

        assertThatThrownBy(() -> PythonInterpreter.find("/bin/true"))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining("/bin/true is no Python")
                .hasMessageContaining("3.8 or later");
        assertThatThrownBy(() -> PythonInterpreter.of(text))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining(text + " cannot be run as Python");
    }

    @Test
    @Timeout(60)
    void isEndedWithItsChildrenWhenItDoesNotAnswer() throws Exception {
        Path childsNumber = folder.resolve("child");
        Path hanging = machine.script("hanging", "/bin/sleep 600 & echo $! > '" + childsNumber + "'; wait");
        Machine impatient = new Machine(folder, Duration.ofSeconds(3));

        assertThatThrownBy(() -> impatient.pythons().at(hanging))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining("did not answer in time");

        long number = Long.parseLong(Files.readString(childsNumber).strip());
        ProcessHandle.of(number).ifPresent(child -> child.onExit().join());
    }

    private String found(String spec) {
        PythonFinder finder = machine.pythons();
        PythonInterpreter python = spec.isEmpty() ? finder.find() : finder.find(spec);
        return folder.relativize(python.executable()).toString();
    }
}
