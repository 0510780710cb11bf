package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PythonInterpreterTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final PythonInterpreter real = PythonInterpreter.find();

    @Test
    void isFoundByVersionNameAndPath() {
        String minor = real.number().major() + "." + real.number().minor();

        assertThat(PythonInterpreter.find("3").number()).isGreaterThanOrEqualTo(PythonVersion.OLDEST);
        assertThat(PythonInterpreter.find(minor).version()).startsWith(minor + ".");
        assertThat(PythonInterpreter.find(real.executable().toString())).isEqualTo(real);
        assertThat(PythonInterpreter.of(real.executable())).isEqualTo(real);
        assertThat(PythonInterpreter.find("python3").executable()).isAbsolute();
    }

    @Test
    void isAskedOnceWhileItsFileStaysTheSame() throws Exception {
        Path counted = folder.resolve("count");
        Path python = script("bin/python3", "echo x >> '" + counted + "'; exec '" + real.executable() + "' \"$@\"");

        PythonInterpreter first = finder(LONG).at(real.executable());

        assertThat(finder(LONG).at(real.executable())).isSameAs(first);
        // a launcher is asked each time, as it may start another Python the next time
        assertThat(finder(LONG).at(python).number()).isEqualTo(real.number());
        assertThat(finder(LONG).at(python).number()).isEqualTo(real.number());
        assertThat(counted).hasContent("x\nx\n");
    }

    @Test
    void isResolvedFromAShim() throws Exception {
        Path shim = script("bin/python3", "exec '" + real.executable() + "' \"$@\"");

        assertThat(finder(LONG).find().executable())
                .isEqualTo(real.executable())
                .isNotEqualTo(shim);
    }

    @Test
    void isFoundUnderPyenvWhenOnlyAShimThatFailsIsOnThePath() throws Exception {
        script("bin/python3", "echo 'pyenv: python3: command not found' >&2; exit 127");
        Path older = link("pyenv/versions/3.8.1/bin/python3");
        Path newer = link("pyenv/versions/3.99.0/bin/python3");

        assertThat(finder(LONG).find().executable()).isEqualTo(newer);
        assertThat(finder(LONG).find("3.8").executable()).isEqualTo(older);
        assertThatThrownBy(() -> finder(LONG).find("3.98"))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining("No Python 3.98 was found on PATH or under pyenv");
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
        assertThatThrownBy(() -> PythonInterpreter.of(folder))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining("cannot be run as Python");
    }

    @Test
    void isRefusedWhenItIsMissing() {
        assertThatThrownBy(() -> PythonInterpreter.of(folder.resolve("python")))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining(folder.resolve("python") + ": no such file");
        assertThatThrownBy(() -> finder(LONG).find())
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining("install Python 3.8 or later");
        assertThatThrownBy(() -> PythonInterpreter.find("no-such-python"))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining("no-such-python");
    }

    @Test
    void isRefusedWhenItIsTooOld() throws Exception {
        Path old = script("old", "printf 'pilotlight-python\\000version=3.7.16'");

        assertThatThrownBy(() -> PythonInterpreter.of(old))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining(old + " is Python 3.7.16, which is too old");
        assertThatThrownBy(() -> PythonInterpreter.find("2.7")).hasMessageContaining("too old");
        assertThatThrownBy(() -> PythonInterpreter.find("3.7")).hasMessageContaining("too old");
    }

    @Test
    @Timeout(60)
    void isEndedWithItsChildrenWhenItDoesNotAnswer() throws Exception {
        Path childsNumber = folder.resolve("child");
        Path hanging = script("hanging", "/bin/sleep 600 & echo $! > '" + childsNumber + "'; wait");

        assertThatThrownBy(() -> finder(Duration.ofSeconds(3)).at(hanging))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining("did not answer in time");

        long number = Long.parseLong(Files.readString(childsNumber).strip());
        ProcessHandle.of(number).ifPresent(child -> child.onExit().join());
    }

    private PythonFinder finder(Duration limit) {
        return new PythonFinder(
                Map.of(
                        "PATH",
                        folder.resolve("bin") + ":" + folder.resolve("none"),
                        "PYENV_ROOT",
                        folder.resolve("pyenv").toString()),
                limit);
    }

    private Path script(String name, String body) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/bash\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path link(String name) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createSymbolicLink(file, real.executable());
    }
}
