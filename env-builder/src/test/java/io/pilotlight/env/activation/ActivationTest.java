package io.pilotlight.env.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts, run by each shell that is on PATH; those for PowerShell and cmd by their text only. */
class ActivationTest {
    private static final List<String> NASTY = List.of(
            "plain",
            "with space",
            "it's",
            "say \"hi\"",
            "$HOME",
            "${x:-$(touch x)}",
            "`touch x`",
            "$(touch x)",
            "'; touch x; '",
            "\"; touch x; \"",
            "'\"'\"'; touch x; '",
            "\\'; touch x #",
            "\\",
            "a\\!b!!!c!$",
            "!touch",
            "100%d%%",
            "%(touch x)",
            "a;b&c|d<e>f",
            "(touch x)",
            "*?[a-z]{1,2}~",
            "{{directory}} {{{name}}}",
            "tab\there",
            "-n",
            "#no",
            "\u2603 \u00e4\u00f6 \ud83d\ude00 \u2019; touch x; \u2019",
            "\\x41\\n\\u0041\\(touch x)");

    @TempDir
    private Path folder;

    /** How each shell is started, sources a script, and leaves; a script's folder is a plain number. */
    enum Shell {
        SH("activate", "sh", "-eu"),
        DASH("activate", "dash", "-eu"),
        BASH("activate", "bash", "--norc", "-eu"),
        ZSH("activate", "zsh", "-f", "-eu"),
        CSH("activate.csh", "csh", "-f", "-e"),
        TCSH("activate.csh", "tcsh", "-f"),
        FISH("activate.fish", "fish", "--no-config"),
        NU("activate.nu", "nu", "-n");

        private final String script;
        private final List<String> command;

        Shell(String script, String... command) {
            this.script = script;
            this.command = List.of(command);
        }

        String enter(Object place) {
            return switch (this) {
                case SH, DASH, BASH, ZSH -> ". ./" + place + "/" + script;
                case CSH, TCSH, FISH -> "source ./" + place + "/" + script;
                case NU -> "use ./" + place + "/" + script + " *";
            };
        }

        String report(Object place, String name) {
            String file = "./" + place + "/" + name;
            return this == NU ? "^env -0 | save --raw " + file : "env -0 > " + file;
        }

        Path program() {
            String path = System.getenv().getOrDefault("PATH", "");
            Path found = Stream.of(path.split(":", -1))
                    .filter(part -> !part.isEmpty())
                    .map(part -> Path.of(part).resolve(command.get(0)))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
            assumeTrue(found != null, "needs " + command.get(0) + " on PATH");
            return found;
        }

        List<String> words(String... more) {
            List<String> words = new ArrayList<>(command);
            words.set(0, program().toString());
            words.addAll(List.of(more));
            return words;
        }
    }

    @Nested
    class EachShell {
        @ParameterizedTest
        @EnumSource(Shell.class)
        void getsEachTextExactlyAndRunsNoneOfIt(Shell shell) throws Exception {
            List<String> names = names();
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                writeTo(
                        i,
                        node("/" + name.replace(":", ""))
                                .prompt(name)
                                .set("NODE_PATH", "<" + name + ">")
                                .build());
                lines.addAll(List.of(shell.enter(i), shell.report(i, "on"), "deactivate_node", shell.report(i, "off")));
            }

            run(shell, lines);

            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                String directory = "/" + name.replace(":", "");
                assertThat(variables(i, "on"))
                        .as("%s with %s", shell, name)
                        .containsEntry("NODE_VIRTUAL_ENV", directory)
                        .containsEntry("NODE_VIRTUAL_ENV_PROMPT", name)
                        .containsEntry("NODE_PATH", "<" + name + ">")
                        .doesNotContainKey("REMOVED")
                        .containsEntry("PATH", directory + "/bin:" + directory + "/lib/.bin:" + path());
                assertThat(variables(i, "off"))
                        .as("%s after %s", shell, name)
                        .doesNotContainKeys("NODE_VIRTUAL_ENV", "NODE_VIRTUAL_ENV_PROMPT", "NODE_PATH")
                        .containsEntry("REMOVED", "old 'value'")
                        .containsEntry("PATH", path());
            }
            assertThat(folder.resolve("x")).as("what a name would run").doesNotExist();
        }

        @ParameterizedTest
        @EnumSource(Shell.class)
        void mayEnterTwiceOrElsewhereAndIsAsBeforeAfterwards(Shell shell) throws Exception {
            writeTo("a", node("/a").set("NODE_PATH", "/a/lib").build());
            writeTo("b", node("/b").set("KEPT", "changed").build());

            run(
                    shell,
                    List.of(
                            shell.report("a", "before"),
                            shell.enter("a"),
                            shell.enter("a"),
                            shell.report("a", "on"),
                            shell.enter("b"),
                            shell.report("b", "on"),
                            "deactivate_node",
                            shell.report("b", "off")));

            assertThat(variables("a", "on")).containsEntry("PATH", "/a/bin:/a/lib/.bin:" + path());
            assertThat(variables("b", "on"))
                    .containsEntry("PATH", "/b/bin:/b/lib/.bin:" + path())
                    .containsEntry("KEPT", "changed");
            assertThat(variables("b", "off")).isEqualTo(variables("a", "before"));
        }

        @ParameterizedTest
        @EnumSource(Shell.class)
        void livesBesideAnotherLanguage(Shell shell) throws Exception {
            assumeTrue(shell != Shell.CSH && shell != Shell.TCSH, "csh leaves in reverse order only");
            writeTo("node", node("/node").build());
            writeTo("python", Activation.ofPython("/python", "python", "bin"));

            run(
                    shell,
                    List.of(
                            shell.report("node", "before"),
                            shell.enter("node"),
                            shell.enter("python"),
                            shell.report("node", "on"),
                            "deactivate_node",
                            shell.report("node", "off"),
                            "deactivate",
                            shell.report("python", "off")));

            assertThat(variables("node", "on")).containsEntry("PATH", "/python/bin:/node/bin:/node/lib/.bin:" + path());
            assertThat(variables("node", "off"))
                    .containsEntry("PATH", "/python/bin:" + path())
                    .containsEntry("VIRTUAL_ENV", "/python")
                    .doesNotContainKey("NODE_VIRTUAL_ENV");
            assertThat(variables("python", "off")).isEqualTo(variables("node", "before"));
        }

        @ParameterizedTest
        @EnumSource(Shell.class)
        void showsThePromptAndRunsNothingInIt(Shell shell) throws Exception {
            for (int i = 0; i < NASTY.size(); i++) {
                writeTo(i, node("/env").prompt(NASTY.get(i)).build());
            }
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < NASTY.size(); i++) {
                lines.addAll(prompting(shell, i));
            }

            boolean expandsItsPrompt =
                    List.of(Shell.SH, Shell.DASH, Shell.BASH, Shell.ZSH).contains(shell);
            String said = run(shell, lines, expandsItsPrompt ? List.of("-i") : List.of());

            assertThat(said)
                    .contains("(plain) ", "(it's) ", "(_(touch x)) ", "(100_d__) ")
                    .doesNotContainIgnoringCase("not found");
            assertThat(folder.resolve("x")).as("what a prompt would run").doesNotExist();
        }

        /** Makes the shell show its prompt; csh, which runs nothing in it, tells its text. */
        private List<String> prompting(Shell shell, int place) {
            return switch (shell) {
                case FISH -> List.of(shell.enter(place), "fish_prompt", "deactivate_node");
                case NU ->
                    List.of(
                            "$env.PROMPT_COMMAND = {|| 'nu> ' }",
                            shell.enter(place),
                            "print (do $env.PROMPT_COMMAND)",
                            "deactivate_node");
                case ZSH -> List.of("setopt PROMPT_SUBST", shell.enter(place), "true", "deactivate_node");
                case CSH, TCSH ->
                    List.of("set prompt = 'csh> '", shell.enter(place), "echo \"$prompt:q\"", "deactivate_node");
                default -> List.of(shell.enter(place), "true", "deactivate_node");
            };
        }
    }

    @Nested
    class TheFiles {
        @Test
        void areThoseOfTheOperatingSystem() throws Exception {
            writeTo("posix", node("/env").build());
            Files.createDirectory(folder.resolve("windows"));
            node("C:\\env").build().writeTo(folder.resolve("windows"), true);

            assertThat(names("posix"))
                    .containsExactlyInAnyOrder(
                            "activate", "activate.csh", "activate.fish", "activate.nu", "Activate.ps1");
            assertThat(names("windows"))
                    .containsExactlyInAnyOrder(
                            "activate",
                            "activate.csh",
                            "activate.fish",
                            "activate.nu",
                            "Activate.ps1",
                            "activate.bat",
                            "deactivate_node.bat");
        }

        @Test
        void mayBeThatForNushellAlone() throws Exception {
            Files.createDirectory(folder.resolve("python"));
            Activation.ofPython("/env", "prompt", "bin").writeNushellTo(folder.resolve("python"));

            assertThat(names("python")).containsExactly("activate.nu");
            assertThat(folder.resolve("python/activate.nu"))
                    .content()
                    .contains("$env.VIRTUAL_ENV_PROMPT = \"prompt\"", "$env.PYTHONHOME = null", "--env deactivate []");
        }

        @Test
        void leaveNoPlaceUnfilled() {
            for (Script script : Script.values()) {
                assertThat(script.text(node("C:\\\u00e4").set("A", "b").build()))
                        .as(script.name())
                        .doesNotContain("{{", "}}", "#each", "#end", "::each", "::end");
            }
        }

        @Test
        void forPowerShellQuoteEveryKindOfQuote() {
            String text = Script.POWERSHELL.text(
                    node("/it's").prompt("\u2019; x \u2019$(y)").build());

            assertThat(text.lines())
                    .contains(
                            "$env:NODE_VIRTUAL_ENV = '/it''s'",
                            "$env:NODE_VIRTUAL_ENV_PROMPT = '\u2019\u2019; x \u2019\u2019$(y)'",
                            "    Entries = @(@('bin', 'lib/.bin') | ForEach-Object { [IO.Path]::Combine('/it''s', $_) })")
                    .contains("[Environment]::SetEnvironmentVariable('REMOVED', $null)");
            assertThat(Script.POWERSHELL.bytes(node("/\u00e4").build()))
                    .as("the mark that it is UTF-8")
                    .startsWith(0xEF, 0xBB, 0xBF);
        }

        @Test
        void forCmdQuotePercentSignsAndHaveItsLineEnds() {
            Activation activation = node("C:\\100% & co")
                    .prompt("a \"b\" & c")
                    .set("NODE_PATH", "C:\\100% & co\\node_modules")
                    .build();

            String text = new String(Script.CMD.bytes(activation), StandardCharsets.UTF_8);

            assertThat(text.split("\r\n"))
                    .contains(
                            "@set \"NODE_VIRTUAL_ENV=C:\\100%% & co\"",
                            "@set \"NODE_VIRTUAL_ENV_PROMPT=a 'b' & c\"",
                            "@set \"PATH=%NODE_VIRTUAL_ENV%\\lib\\.bin;%PATH%\"",
                            "@set \"NODE_PATH=C:\\100%% & co\\node_modules\"",
                            "@set \"REMOVED=\"")
                    .doesNotContain("chcp")
                    .noneMatch(line -> line.contains("\n"));
            assertThat(Script.CMD.text(node("C:\\\u00e4").build())).contains("chcp.com\" 65001");
        }
    }

    @Nested
    class Refuses {
        @Test
        void whatNoScriptCanHold() {
            assertThatThrownBy(() -> Activation.builder("A", "/a\nb")).hasMessageContaining("line break");
            assertThatThrownBy(() -> node("/a").prompt("a\rb")).hasMessageContaining("line break");
            assertThatThrownBy(() -> node("/a").set("A", "\0")).hasMessageContaining("NUL");
            assertThatThrownBy(() -> Activation.builder("A-B", "/a")).hasMessageContaining("'A-B' is no name");
            assertThatThrownBy(() -> node("/a").deactivate("a b")).hasMessageContaining("'a b' is no name");
            assertThatThrownBy(() -> node("/a").set("PATH", "x")).hasMessageContaining("PATH is changed in any case");
        }
    }

    private static Activation.Builder node(String directory) {
        return Activation.builder("NODE_VIRTUAL_ENV", directory)
                .deactivate("deactivate_node")
                .path("bin", "lib/.bin")
                .unset("REMOVED");
    }

    private static List<String> names() {
        Random random = new Random(20261122);
        String letters = "a '\"$`!%;&|\\()<>{}[]*?~#=^-\t\u2019\u00e4touch x";
        BiFunction<Integer, Integer, String> letter = (i, at) -> letters.substring(at, at + 1);
        Stream<String> more = IntStream.range(0, 40).mapToObj(i -> IntStream.range(0, 1 + random.nextInt(20))
                .mapToObj(j -> letter.apply(j, random.nextInt(letters.length())))
                .reduce("", String::concat));
        return Stream.concat(NASTY.stream(), more).toList();
    }

    private void writeTo(Object place, Activation activation) throws IOException {
        activation.writeTo(Files.createDirectories(folder.resolve(place.toString())), false);
    }

    private String run(Shell shell, List<String> lines) throws Exception {
        return run(shell, lines, List.of());
    }

    private String run(Shell shell, List<String> lines, List<String> flags) throws Exception {
        List<String> words = shell.words(flags.toArray(String[]::new));
        Path driver = Files.writeString(folder.resolve("driver"), String.join("\n", lines) + "\n");
        if (flags.isEmpty()) {
            words.add(driver.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.putAll(Map.of(
                "PATH", path(),
                "HOME", folder.toString(),
                "LC_ALL", "C.UTF-8",
                "KEPT", "it \"stays\"",
                "REMOVED", "old 'value'"));
        if (!flags.isEmpty()) {
            builder.redirectInput(driver.toFile());
        }
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        int exitCode = process.waitFor();
        String said = Files.readString(folder.resolve("said"));
        assertThat(exitCode).as(said).isZero();
        return said;
    }

    private static String path() {
        return "/usr/bin:/bin:/opt/a b/bin";
    }

    private Map<String, String> variables(Object place, String name) throws IOException {
        Map<String, String> variables = new TreeMap<>();
        String text = Files.readString(folder.resolve(place.toString()).resolve(name));
        for (String entry : text.split("\0")) {
            int equals = entry.indexOf('=');
            variables.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        // shells count and note what they do, in variables of their own
        List.of("_", "SHLVL", "PWD", "OLDPWD", "FILE_PWD", "CURRENT_FILE").forEach(variables::remove);
        return variables;
    }

    private List<String> names(String place) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(place))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
