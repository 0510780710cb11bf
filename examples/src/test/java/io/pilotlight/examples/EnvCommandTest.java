package io.pilotlight.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.TypeRef;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EnvCommandTest {
    @TempDir
    private Path folder;

    private String made(String name) {
        String path = folder.resolve(name).toString();
        assertThat(CommandRun.of("env", "create", "--no-pip", "-q", path).exitCode())
                .isZero();
        return path;
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "list", "show", "run", "check", "repair", "remove"})
    void helpsWithEachCommandInShortLines(String command) {
        CommandRun run = CommandRun.of("env", command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: pilotlight env " + command);
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(CommandRun.of("env", command, "--version").out()).startsWith("pilotlight ");
    }

    @Test
    void namesItsCommandsWhenAskedForNothing() {
        CommandRun run = CommandRun.of("env");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("env: say what to do").contains("Try 'pilotlight env --help'.");
        assertThat(CommandRun.of("env", "--help").out()).contains("create", "repair", "Exit codes");
    }

    @Nested
    class Create {
        @Test
        void makesAPythonByDefaultAndFindsItUpToDate() {
            String path = folder.resolve("env").toString();

            CommandRun first = CommandRun.of("env", "create", "--no-pip", path);
            CommandRun second = CommandRun.of("env", "create", "--no-pip", path);

            assertThat(first.exitCode()).isZero();
            assertThat(first.out()).matches("Python \\S+ environment at \\Q" + path + "\\E made in [\\d.]+ m?s\\s+");
            assertThat(second.out()).endsWith("is up to date" + System.lineSeparator());
            assertThat(first.err()).isEmpty();
        }

        @Test
        void tellsTheLanguageFromTheFile() throws Exception {
            Path file = Files.writeString(folder.resolve("package.json"), "{\"name\": \"a\", \"version\": \"1.0.0\"}");

            CommandRun run = CommandRun.of(
                    "env",
                    "create",
                    "--json",
                    "-r",
                    file.toString(),
                    folder.resolve("node").toString());

            assertThat(run.err()).isEmpty();
            assertThat(object(run))
                    .containsEntry("language", "Node.js")
                    .containsEntry("upToDate", false)
                    .containsKeys("version", "interpreter", "fingerprint");
        }

        @Test
        void refusesThingsOfTwoLanguages() {
            assertThat(CommandRun.of("env", "create", "--python", "3", "--package-json", "package.json", "env"))
                    .isEqualTo(new CommandRun(
                            2,
                            "",
                            lines(
                                    "env create: These are things of 2 languages (Python, Node.js): an environment has one",
                                    "Try 'pilotlight env create --help'.")));
        }

        @Test
        void tellsWrongUsageFromWorkThatFailed() {
            String env = folder.resolve("env").toString();
            assertThat(CommandRun.of("env", "create").exitCode()).isEqualTo(2);
            assertThat(CommandRun.of("env", "create", "--python", "3", "--node", "node", env)
                            .exitCode())
                    .isEqualTo(2);
            assertThat(CommandRun.of("env", "create", "-p", " ", env).exitCode())
                    .isEqualTo(2);
            assertThat(CommandRun.of("env", "create", "--prompt", "a\nb", env).exitCode())
                    .isEqualTo(2);
            assertThat(CommandRun.of("env", "create", "-p", "com.acme:tool:1.0", "--java", "17", "--no-pip", env)
                            .exitCode())
                    .isEqualTo(2);
            assertThat(CommandRun.of("env", "create", "--java", "1.4", env).exitCode())
                    .isEqualTo(1);

            CommandRun failed = CommandRun.of("env", "create", "--python", "/bin/true", env);
            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(failed.err())
                    .startsWith("env create: /bin/true is no Python")
                    .hasLineCount(1);
        }
    }

    @Nested
    class ListAndShow {
        @Test
        void listsWhatIsThereInAlignedLines() {
            made("a");
            made("deep/er/b");

            CommandRun run = CommandRun.of("env", "list", folder.toString());

            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines())
                    .hasSize(3)
                    .anyMatch(line -> line.matches("a +Python +3\\.\\S+ +0 +\\d+ KiB +ok"))
                    .anyMatch(line -> line.startsWith("deep/er/b"));
            assertThat(CommandRun.of("env", "list", "--depth", "1", folder.toString())
                            .out()
                            .lines())
                    .hasSize(2);
            assertThat(Json.standard()
                            .read(
                                    CommandRun.of("env", "list", "--json", folder.toString())
                                            .out()
                                            .getBytes(StandardCharsets.UTF_8),
                                    new TypeRef<List<Object>>() {}))
                    .hasSize(2);
        }

        @Test
        void saysThatThereAreNone() {
            CommandRun run = CommandRun.of("env", "list", folder.toString());
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).startsWith("No environments in " + folder);
            assertThat(CommandRun.of("env", "list", "--json", folder.toString())
                            .out()
                            .strip())
                    .isEqualTo("[]");
            assertThat(CommandRun.of("env", "list", folder + "/nowhere").exitCode())
                    .isEqualTo(1);
            assertThat(CommandRun.of("env", "list", "--depth", "-1").exitCode()).isEqualTo(2);
        }

        @Test
        void showsWhatAnEnvironmentIs() {
            String path = made("env");

            CommandRun run = CommandRun.of("env", "show", path);

            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines())
                    .anyMatch(line -> line.equals("environment  " + path))
                    .anyMatch(line -> line.startsWith("language     Python 3."))
                    .anyMatch(line -> line.matches("made of      [0-9a-f]{64}"))
                    .anyMatch(line -> line.equals("problems     none"));
            assertThat(object(CommandRun.of("env", "show", "--json", path)))
                    .containsKeys("size", "packages", "problems", "fingerprint");
            assertThat(CommandRun.of("env", "show", folder.toString()).err())
                    .startsWith("env show: '" + folder + "' holds no environment");
        }
    }

    @Nested
    class CheckAndRepair {
        @Test
        void findAndMendADamage() throws Exception {
            String path = made("env");
            assertThat(CommandRun.of("env", "check", "--full", path))
                    .isEqualTo(new CommandRun(0, lines("Nothing is wrong with " + path), ""));
            Path script = folder.resolve("env/bin/activate");
            Files.delete(script);

            CommandRun check = CommandRun.of("env", "check", path);
            CommandRun json = CommandRun.of("env", "check", "--json", path);
            CommandRun repair = CommandRun.of("env", "repair", path);

            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(check.out()).startsWith(script + " is missing").hasLineCount(1);
            assertThat(json.exitCode()).isEqualTo(1);
            assertThat(json.out()).contains("\"kind\":\"ACTIVATION\"");
            assertThat(repair).isEqualTo(new CommandRun(0, lines("mended: " + script), ""));
            assertThat(CommandRun.of("env", "repair", path).out()).startsWith("Nothing is wrong");
        }
    }

    @Nested
    class Run {
        @Test
        void handsTheExitCodeThrough() {
            String path = made("env");
            assertThat(CommandRun.of("env", "run", path, "--", "python", "-c", "import sys; sys.exit(7)")
                            .exitCode())
                    .isEqualTo(7);
            assertThat(CommandRun.of("env", "run", path, "python", "-c", "pass").exitCode())
                    .isZero();
            CommandRun missing = CommandRun.of("env", "run", path, "--", "no-such-program");
            assertThat(missing.exitCode()).isEqualTo(127);
            assertThat(missing.err()).startsWith("env run: 'no-such-program' cannot be run");
        }

        @Test
        void endsWhatTakesTooLong() {
            CommandRun run = CommandRun.of("env", "run", "--timeout", "0.3", made("env"), "--", "sleep", "600");
            assertThat(run.exitCode()).isEqualTo(124);
            assertThat(run.err()).contains("took longer than 0.3 s");
        }

        @Test
        void tellsWrongUsage() {
            assertThat(CommandRun.of("env", "run", made("env")).err()).startsWith("env run: Nothing to run");
            assertThat(CommandRun.of("env", "run", made("env"), "--").exitCode())
                    .isEqualTo(2);
            assertThat(CommandRun.of("env", "run", "--timeout", "0", made("env"), "true")
                            .exitCode())
                    .isEqualTo(2);
            assertThat(CommandRun.of("env", "run", folder.toString(), "true").exitCode())
                    .isEqualTo(1);
        }

        @Test
        void endsTheCommandWithItself() throws Exception {
            String path = made("env");
            Process java = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Pilotlight.class.getName(),
                            "env",
                            "run",
                            path,
                            "--",
                            "python",
                            "-c",
                            "import os, time; print(os.getpid(), flush=True); time.sleep(600)")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader output = java.inputReader()) {
                ProcessHandle python =
                        ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();

                java.destroy();

                assertThat(java.waitFor()).isNotZero();
                assertThat(python.onExit().get(1, TimeUnit.MINUTES)).isNotNull();
            } finally {
                java.destroyForcibly();
            }
        }
    }

    @Nested
    class Remove {
        @Test
        void removesNothingUnlessAllAreEnvironments() throws Exception {
            String path = made("env");
            Path precious = Files.createDirectory(folder.resolve("thesis"));

            CommandRun run = CommandRun.of("env", "remove", "--yes", path, precious.toString());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("thesis' holds no environment");
            assertThat(Path.of(path)).exists();
            assertThat(CommandRun.of("env", "remove", "--yes", path).out()).isEqualTo(lines("removed " + path));
            assertThat(folder).isDirectoryNotContaining(it -> !it.equals(precious));
        }

        @Test
        void asksOnATerminal() {
            String path = made("env");
            assertThat(answered(path, Optional.of("no"))).isEqualTo(new CommandRun(0, lines("kept " + path), ""));
            assertThat(answered(path, Optional.empty()).exitCode()).isEqualTo(2);
            assertThat(Path.of(path)).exists();
            assertThat(answered(path, Optional.of("Yes")).out()).startsWith("removed");
            assertThat(Path.of(path)).doesNotExist();
        }

        private CommandRun answered(String path, Optional<String> answer) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int exitCode = new CommandLine(new EnvRemove(question -> answer))
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(path);
            return new CommandRun(exitCode, out.toString(), err.toString());
        }
    }

    private static Map<String, Object> object(CommandRun run) {
        return Json.standard().read(run.out().getBytes(StandardCharsets.UTF_8), new TypeRef<Map<String, Object>>() {});
    }

    private static String lines(String... lines) {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }
}
