package io.pilotlight.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.env.InterpreterException;
import io.pilotlight.env.PythonEnvironment;
import io.pilotlight.env.PythonInterpreter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VenvCommandTest {
    @TempDir
    private Path folder;

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class SaysWhatVenvSays {
        /** What is typed; DIR stands for the folder of the test, in which there are a few things. */
        private static final List<String> CASES = List.of(
                "--without-pip DIR/new",
                "--without-pip --prompt x DIR/one DIR/two",
                "--without-pip DIR/one DIR/file DIR/two",
                "--without-pip --sys --cop DIR/new",
                "--without-p DIR/new",
                "--without-pip --pro=x=y DIR/new",
                "--without-pip --prompt= DIR/new",
                "--without-pip -- DIR/new",
                "--without-pip DIR/file",
                "--without-pip --clear DIR/file",
                "--without-pip DIR/file/below",
                "--without-pip DIR/file/far/below",
                "--without-pip DIR/link",
                "--without-pip DIR/dangling",
                "--without-pip DIR/a:b",
                "--without-pip DIR/locked/env",
                "--without-pip --upgrade --clear DIR/new",
                "--without-pip --upgrade DIR/new",
                "--without-pip --copies DIR/linked",
                "--without-pip DIR/copied",
                "--without-pip --without-scm-ignore-files DIR/new",
                "--without-pip -1x DIR/new",
                "--without-pip DIR/new --clear DIR/more",
                "--without-pip DIR/new --clear -- DIR/more",
                "",
                "--clear",
                "--no-such-option DIR/new",
                "-x -y DIR/new",
                "--up DIR/new",
                "--symlinks --copies DIR/new",
                "--cop --sym DIR/new",
                "--clear=x DIR/new",
                "--clear= DIR/new",
                "--prompt",
                "--prompt --clear DIR/new",
                "--prompt -- DIR/new",
                "-hx",
                "-h=x",
                "--help=it's",
                "--clear -h --symlinks --copies");

        Stream<PythonInterpreter> pythons() {
            Set<PythonInterpreter> found = new LinkedHashSet<>();
            // with the first and the last rules for arguments and paths, and the one that people have
            for (String spec : List.of("3.8", "3.13", "/usr/bin/python3")) {
                try {
                    found.add(PythonInterpreter.find(spec));
                } catch (InterpreterException notHere) {
                    // the others will do
                }
            }
            return found.stream();
        }

        @ParameterizedTest
        @MethodSource("pythons")
        void forGoodAndBadArguments(PythonInterpreter python) throws Exception {
            for (String typed : CASES) {
                Said expected = byPython(python, typed, lay(python));
                Said actual = byUs(python, typed, lay(python));

                assertThat(actual).as(python + ": " + typed).isEqualTo(expected);
            }
        }

        private Said byPython(PythonInterpreter python, String typed, Path dir) throws Exception {
            List<String> command = new ArrayList<>(List.of(python.executable().toString(), "-m", "venv"));
            command.addAll(words(typed, dir));
            Path out = folder.resolve("out");
            Path err = folder.resolve("err");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            int exitCode = process.waitFor();
            return new Said(exitCode, read(out), read(err), listed(dir));
        }

        private Said byUs(PythonInterpreter python, String typed, Path dir) throws IOException {
            List<String> words = new ArrayList<>(
                    List.of("venv", "--python", python.executable().toString()));
            words.addAll(words(typed, dir));
            CommandRun run = CommandRun.of(words.toArray(String[]::new));
            String out = run.out().split("\noptions of pilotlight:", -1)[0];
            return new Said(run.exitCode(), out.stripTrailing(), run.err().stripTrailing(), listed(dir));
        }

        private String read(Path file) throws IOException {
            return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
        }

        /** Makes the same things at the same place, whatever was made there before. */
        private Path lay(PythonInterpreter python) throws Exception {
            Path dir = folder.resolve("dir");
            if (Files.exists(dir)) {
                Files.setPosixFilePermissions(dir.resolve("locked"), PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(dir, Files.createTempDirectory(folder, "old").resolve("dir"));
            }
            Files.createDirectory(dir);
            Files.writeString(dir.resolve("file"), "mine");
            Files.createDirectories(dir.resolve("linked/bin"));
            Files.createDirectories(dir.resolve("copied/bin"));
            Path program = Path.of(python.executable().toString());
            for (String name :
                    List.of("python", "python3", program.getFileName().toString())) {
                Files.deleteIfExists(dir.resolve("linked/bin").resolve(name));
                Files.createSymbolicLink(dir.resolve("linked/bin").resolve(name), program);
                Files.writeString(dir.resolve("copied/bin").resolve(name), "a copy");
            }
            Files.createSymbolicLink(dir.resolve("link"), Path.of("copied"));
            Files.createSymbolicLink(dir.resolve("dangling"), Path.of("nowhere"));
            Files.createDirectory(
                    dir.resolve("locked"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
            return dir;
        }

        private List<String> listed(Path dir) throws IOException {
            try (Stream<Path> entries = Files.list(dir)) {
                return entries.map(entry -> entry.getFileName().toString())
                        .sorted()
                        .toList();
            }
        }

        private List<String> words(String typed, Path dir) {
            return typed.isEmpty()
                    ? List.of()
                    : Arrays.stream(typed.split(" "))
                            .map(word -> word.replace("DIR", dir.toString()))
                            .toList();
        }
    }

    /** What a command wrote, and what was there afterwards. */
    record Said(int exitCode, String out, String err, List<String> there) {}

    @Nested
    class HasOptionsOfItsOwn {
        @Test
        void toInstallPackages() throws Exception {
            Path requirements = Files.writeString(folder.resolve("requirements.txt"), "# none\n");
            Path env = folder.resolve("env");

            CommandRun run = venv("-v", "-r", requirements.toString(), "--without-pip", env.toString());

            boolean uv = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(place -> Files.isExecutable(Path.of(place, "uv")));
            assertThat(run.exitCode()).as(run.err()).isEqualTo(uv ? 0 : 1);
            assertThat(run.err()).contains("packages ...", uv ? "" : "No module named pip");
        }

        @Test
        void toTellWhatItDoes() {
            CommandRun run =
                    venv("--verbose", "--without-pip", folder.resolve("env").toString());

            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).contains("interpreter ...");
        }

        @Test
        void toRefuseWhatSilentlyBreaks() throws Exception {
            Files.writeString(folder.resolve("thesis.txt"), "years of work");

            CommandRun refused = venv("--no-strict-parity", "--without-pip", "--clear", folder.toString());
            CommandRun made = venv(
                    "--no-strict-parity", "--without-pip", folder.resolve("env").toString());
            CommandRun again = venv(
                    "-v",
                    "--no-strict-parity",
                    "--without-pip",
                    folder.resolve("env").toString());

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).startsWith("Error: ").contains("holds no Python environment");
            assertThat(folder.resolve("thesis.txt")).exists();
            assertThat(made).isEqualTo(new CommandRun(0, "", ""));
            assertThat(again.err()).contains("is up to date");
        }

        @Test
        void whichItsHelpShowsApart() {
            CommandRun run = venv("-h");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).startsWith("usage: venv [-h]").contains("options of pilotlight:", "--python SPEC");
            assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        }

        @Test
        void andSaysWhenTheirValuesAreMissingOrWrong() {
            CommandRun missing = venv("--without-pip", "env", "--python");
            CommandRun wrong = venv("--python", "/bin/true", "env");

            assertThat(missing.exitCode()).isEqualTo(2);
            assertThat(missing.err()).endsWith("venv: error: argument --python: expected one argument\n");
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.err()).startsWith("Error: ").contains("/bin/true is no Python");
        }
    }

    @Test
    void clearsAnyFolderAsVenvDoes() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside.txt"), "kept");
        Path env = Files.createDirectory(folder.resolve("env"));
        Files.writeString(env.resolve("mine.txt"), "gone");
        Files.createSymbolicLink(env.resolve("link"), outside);

        assertThat(venv("--without-pip", "--clear", env.toString())).isEqualTo(new CommandRun(0, "", ""));

        assertThat(env.resolve("mine.txt")).doesNotExist();
        assertThat(outside).hasContent("kept");
        assertThat(PythonEnvironment.open(env).packages()).isEmpty();
        assertThat(env.resolve("pilotlight.cfg")).doesNotExist();
    }

    private static CommandRun venv(String... arguments) {
        return CommandRun.of(
                Stream.concat(Stream.of("venv"), Stream.of(arguments)).toArray(String[]::new));
    }
}
