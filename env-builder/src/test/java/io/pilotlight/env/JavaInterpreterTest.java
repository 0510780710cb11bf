package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How Java is found: homes made by the test, and the real one that runs it. */
class JavaInterpreterTest {
    private static final Path RUNNING = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path folder;

    @Nested
    class WhenNothingIsNamed {
        @Test
        void isTheOneThatRunsThisProgram() {
            JavaInterpreter found = JavaInterpreter.find();

            assertThat(found.home()).isEqualTo(RUNNING);
            assertThat(found.version()).isEqualTo(System.getProperty("java.version"));
            assertThat(found.executable()).isExecutable();
        }

        @Test
        void isThatOfJavaHomeWhereTheRunningOneHasNoProgram() throws Exception {
            Path home = home("own", "21.0.2");

            JavaInterpreter found = finder(folder.resolve("none"), Map.of("JAVA_HOME", home.toString()))
                    .find();

            assertThat(found).isEqualTo(new JavaInterpreter(home, "21.0.2"));
        }

        @Test
        void isTheFirstOnPathWithItsLinksFollowed() throws Exception {
            Path home = home("real", "21.0.2");
            Path bin = Files.createDirectory(folder.resolve("bin"));
            Files.createSymbolicLink(bin.resolve("java"), home.resolve("bin/java"));

            JavaInterpreter found = finder(folder.resolve("none"), Map.of("PATH", bin.toString()))
                    .find();

            assertThat(found).isEqualTo(new JavaInterpreter(home.toRealPath(), "21.0.2"));
        }

        @Test
        void saysWhatToDoWhereThereIsNone() {
            assertThatThrownBy(() -> new JavaFinder(
                                    Map.of(),
                                    new JavaPlaces(folder.resolve("none"), List.of(folder)),
                                    Duration.ofSeconds(20))
                            .find())
                    .isInstanceOf(InterpreterException.class)
                    .hasMessageContaining("No Java was found")
                    .hasMessageContaining("Install a JDK");
        }
    }

    @Nested
    class ByVersion {
        @ParameterizedTest
        @CsvSource({
            "17,        17.0.9",
            "21,        21.0.2",
            "21.0.1,    21.0.1",
            "'>=18',    21.0.2",
            "'>=9,<21', 17.0.9",
            "'<9',      1.8.0_402",
            "8,         1.8.0_402",
            "1.8,       1.8.0_402",
            "'>17',     21.0.2",
            "'!=21,>17', 22"
        })
        void isTheFirstThatFitsTheNewestFolderFirst(String request, String version) throws Exception {
            home("jdks/jdk-17.0.9", "17.0.9");
            home("jdks/jdk-21.0.1", "21.0.1");
            home("jdks/jdk-21.0.2", "21.0.2");
            home("jdks/jdk8u402", "1.8.0_402");
            home("jdks/openjdk-early", "22-ea");
            Files.createDirectories(folder.resolve("jdks/jdk-99-broken/bin"));

            JavaInterpreter found = finder(folder.resolve("none"), Map.of()).find(request);

            assertThat(JavaVersion.parse(found.version())).isEqualTo(JavaVersion.parse(version));
        }

        @Test
        void isTheRunningOneBeforeOthersIfItFits() throws Exception {
            home("jdks/jdk-21.0.9", "21.0.9");
            Path running = home("running", "21.0.1");

            assertThat(finder(running, Map.of()).find("21").version()).isEqualTo("21.0.1");
        }

        @Test
        void namesWhatWasFoundWhereNoneFits() throws Exception {
            Path home = home("jdks/jdk-17", "17.0.9");

            assertThatThrownBy(() -> finder(folder.resolve("none"), Map.of()).find(">=99"))
                    .isInstanceOf(InterpreterException.class)
                    .hasMessageContaining("No Java fits '>=99'")
                    .hasMessageContaining("Java 17.0.9 at " + home);
        }

        @ParameterizedTest
        @ValueSource(strings = {"seventeen", "", "17,abc", ">=17,", "99999999999"})
        void refusesWhatIsNoVersion(String request) {
            assertThatThrownBy(() -> JavaInterpreter.find(request))
                    .isInstanceOf(InterpreterException.class)
                    .hasMessageContaining("write");
        }
    }

    @Nested
    class ByPath {
        @Test
        void takesAHomeAProgramALinkToItAndABundleOfMacOs() throws Exception {
            Path home = home("bundle/Contents/Home", "21.0.2");
            Path link = Files.createSymbolicLink(folder.resolve("java21"), home.resolve("bin/java"));

            assertThat(JavaInterpreter.of(home).version()).isEqualTo("21.0.2");
            assertThat(JavaInterpreter.of(home.resolve("bin/java")).version()).isEqualTo("21.0.2");
            assertThat(JavaInterpreter.of(link).home()).isEqualTo(home.toRealPath());
            assertThat(JavaInterpreter.find(folder.resolve("bundle").toString()).home())
                    .isEqualTo(home);
        }

        @Test
        void asksALauncherWhichJavaItStarts() throws Exception {
            Path launcher = program(
                    folder.resolve("java"),
                    "#!/bin/sh\nexec '" + RUNNING.resolve("bin/java") + "' -Xshare:auto \"$@\"\n");

            assertThat(JavaInterpreter.of(launcher))
                    .isEqualTo(new JavaInterpreter(RUNNING, System.getProperty("java.version")));
        }

        @Test
        void asksAJavaWithoutAReleaseFile() throws Exception {
            Path home = home("bare", "1");
            Files.delete(home.resolve("release"));
            program(home.resolve("bin/java"), "#!/bin/sh\nexec '" + RUNNING.resolve("bin/java") + "' \"$@\"\n");

            assertThat(JavaInterpreter.of(home).home()).isEqualTo(RUNNING);
        }

        @Test
        void refusesWhatIsNone() throws Exception {
            Path other = program(folder.resolve("other"), "#!/bin/sh\necho no such option >&2\nexit 3\n");

            assertThatThrownBy(() -> JavaInterpreter.of(other))
                    .isInstanceOf(InterpreterException.class)
                    .hasMessageContaining(other + " is no Java")
                    .hasMessageContaining("exit code 3 and said: no such option");
            assertThatThrownBy(() -> JavaInterpreter.of(folder))
                    .isInstanceOf(InterpreterException.class)
                    .hasMessageContaining("it has no bin/java");
            assertThatThrownBy(() -> JavaInterpreter.of(folder.resolve("gone")))
                    .isInstanceOf(InterpreterException.class)
                    .hasMessageContaining("no such file");
        }

        @Test
        void refusesOneThatIsTooOld() throws Exception {
            Path home = home("old", "1.7.0_80");

            assertThatThrownBy(() -> JavaInterpreter.of(home))
                    .isInstanceOf(InterpreterException.class)
                    .hasMessageContaining("too old");
        }
    }

    private JavaFinder finder(Path running, Map<String, String> environment) {
        return new JavaFinder(
                environment, new JavaPlaces(running, List.of(folder.resolve("jdks"))), Duration.ofSeconds(20));
    }

    private Path home(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        program(home.resolve("bin/java"), "#!/bin/sh\nexit 9\n");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static Path program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
