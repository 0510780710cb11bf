package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is asked, and how often: counted by the programs that are started. */
class InterpreterCacheTest {
    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void makeMachine() {
        machine = new Machine(folder).restarted();
    }

    @Test
    void startsNoProcessForWhatItKnows() throws Exception {
        Path python = machine.python("bin/python3", "3.11.7");
        PythonInterpreter first = machine.pythons().find();
        assertThat(machine.started).containsExactly(python.toString());

        machine.started.clear();
        askInEveryWay(first);
        assertThat(machine.started).as("in one process").isEmpty();

        machine.restarted();
        askInEveryWay(first);
        assertThat(machine.started).as("in the next process").isEmpty();
    }

    private void askInEveryWay(PythonInterpreter python) {
        PythonFinder finder = machine.pythons();
        assertThat(List.of(finder.find(), finder.find("3.11"), finder.find(">=3.8"), finder.at(python.executable())))
                .containsOnly(python);
    }

    @Test
    void refusesByWhatItKnows() throws Exception {
        Path old = machine.python("bin/python3", "3.7.16");
        assertThatThrownBy(() -> machine.pythons().at(old)).hasMessageContaining("too old");

        machine.restarted();

        assertThatThrownBy(() -> machine.pythons().at(old)).hasMessageContaining("too old");
        assertThat(machine.started).isEmpty();
    }

    @Nested
    class AsksAgain {
        private Path python;

        @BeforeEach
        void askOnce() throws Exception {
            python = machine.python("env/bin/python3", "3.11.7");
            machine.pythons().at(python);
            machine.started.clear();
        }

        @Test
        void whenTheFileHasAnotherTime() throws Exception {
            FileTime time = Files.getLastModifiedTime(python);
            Files.setLastModifiedTime(python, FileTime.from(time.toInstant().plusNanos(1)));

            assertIsAskedAgain();
        }

        @Test
        void whenAnotherFileOfTheSameSizeAndTimeIsThere() throws Exception {
            FileTime time = Files.getLastModifiedTime(python);
            Path other = Files.copy(python, folder.resolve("other"), StandardCopyOption.COPY_ATTRIBUTES);
            Files.delete(python);
            Files.move(other, python);
            Files.setLastModifiedTime(python, time);

            assertIsAskedAgain();
        }

        @Test
        void whenALinkLeadsElsewhere() throws Exception {
            Path link = machine.link("link", python);
            machine.pythons().at(link);
            Files.delete(link);
            Files.createSymbolicLink(link, machine.python("other/bin/python3", "3.12.1"));

            assertThat(machine.pythons().at(link).version()).isEqualTo("3.12.1");
        }

        @Test
        void whenAPyvenvCfgAppearsOrChanges() throws Exception {
            for (String text : List.of("home = /usr/bin", "home = /usr/local/bin")) {
                Files.writeString(folder.resolve("env/pyvenv.cfg"), text);

                assertIsAskedAgain();
            }
        }

        @Test
        void inAnotherLocale() throws Exception {
            machine.variables.put("LC_ALL", "C");

            assertIsAskedAgain();
        }

        private void assertIsAskedAgain() {
            machine.pythons().at(python);
            assertThat(machine.started).containsExactly(python.toString());
            machine.restarted();
            machine.pythons().at(python);
            assertThat(machine.started).as("with the new answer on disk").isEmpty();
        }
    }

    @Nested
    class OnDisk {
        private Path python;
        private Path file;

        @BeforeEach
        void askOnce() throws Exception {
            python = machine.python("bin/python3", "3.11.7");
            machine.pythons().at(python);
            try (Stream<Path> files = Files.list(folder.resolve("cache/interpreters"))) {
                file = files.findFirst().orElseThrow();
            }
            assertThat(file.getFileName().toString()).startsWith("python-");
        }

        @Test
        void isIgnoredAndWrittenAnewWhenItIsDamaged() throws Exception {
            String whole = Files.readString(file);
            List<String> damaged = List.of(
                    "",
                    "x",
                    whole.substring(0, whole.length() / 2),
                    whole.replace("3.11.7", "3.11.8"),
                    whole.replace("interpreter 1", "interpreter 9"),
                    "\0" + whole);
            for (String text : damaged) {
                Files.writeString(file, text);

                assertIsAskedOnceMore();
                assertThat(Files.readString(file)).isEqualTo(whole);
            }
        }

        @Test
        void isNotTrustedWhenOthersCouldHaveWrittenIt() throws Exception {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

            assertIsAskedOnceMore();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }

        @Test
        void isDoneWithoutWhenItCannotBeWritten() throws Exception {
            Path cache = folder.resolve("cache");
            Files.delete(file);
            Files.delete(file.getParent());
            Files.delete(cache);
            Files.writeString(cache, "in the way");

            assertIsAskedOnceMore();
        }

        private void assertIsAskedOnceMore() {
            machine.restarted();
            assertThat(machine.pythons().at(python).version()).isEqualTo("3.11.7");
            assertThat(machine.pythons().at(python).version()).isEqualTo("3.11.7");
            assertThat(machine.started).hasSize(1);
        }
    }

    @Test
    void neverRemembersALauncher() throws Exception {
        Path python = machine.python("real/python3", "3.11.7");
        Path launcher = machine.script("bin/python3", "exec '" + python + "'");

        for (int time = 0; time < 2; time++) {
            assertThat(machine.pythons().find().executable()).isEqualTo(python);
        }

        assertThat(machine.started).containsExactly(launcher.toString(), launcher.toString());
    }

    @Test
    void remembersARealPythonAndAnEnvironmentOfIt() throws Exception {
        PythonInterpreter real = PythonInterpreter.find();
        Path env = folder.resolve("env");
        new EnvBuilder(EnvBuilder.options()
                        .python(real.executable())
                        .withPip(false)
                        .build())
                .create(env);
        PythonInterpreter inside = machine.pythons().find(env.toString());

        assertThat(machine.restarted().pythons().at(real.executable())).isEqualTo(real);
        machine.restarted();
        assertThat(machine.pythons().at(real.executable())).isEqualTo(real);
        assertThat(machine.pythons().find(env.toString())).isEqualTo(inside);
        assertThat(machine.started).isEmpty();
        assertThat(inside.facts().environment()).isEqualTo(env.toString());
        assertThat(inside.executable()).isEqualTo(env.resolve("bin/python3"));
    }
}
