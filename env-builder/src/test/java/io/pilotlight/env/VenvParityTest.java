package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made here against what {@code python -m venv} makes, at the same path, with every Python of the machine. */
class VenvParityTest {
    /** Java hands other characters to a child process only where the locale has them. */
    private static final String SNOWMAN = "UTF-8".equals(System.getProperty("sun.jnu.encoding")) ? "\u2603" : "";

    @TempDir
    private Path folder;

    record Variant(PythonInterpreter python, String options) {
        @Override
        public String toString() {
            return python.executable() + " " + options;
        }
    }

    static List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        for (PythonInterpreter python : TestPythons.all()) {
            variants.add(new Variant(python, ""));
            variants.add(new Variant(python, "--copies"));
            variants.add(new Variant(python, "--system-site-packages --prompt=it's_\"x\"_" + SNOWMAN));
        }
        return variants;
    }

    static Stream<PythonInterpreter> somePythonsWithPip() {
        List<PythonInterpreter> all = TestPythons.withPip();
        // the oldest, which brings setuptools along, and the newest; each costs seconds
        return IntStream.of(0, all.size() - 1)
                .filter(i -> i >= 0 && i < all.size())
                .distinct()
                .mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void makesTheSameTreeAsVenv(Variant variant) throws Exception {
        Path env = folder.resolve("an env");
        List<String> command =
                new ArrayList<>(List.of(variant.python.executable().toString(), "-m", "venv", "--without-pip"));
        EnvOptions.Builder options =
                EnvBuilder.options().python(variant.python.executable()).withPip(false);
        for (String word : variant.options.isEmpty() ? new String[0] : variant.options.split(" ")) {
            command.add(word);
            switch (word) {
                case "--copies" -> options.symlinks(false);
                case "--system-site-packages" -> options.systemSitePackages(true);
                default -> options.prompt(word.substring("--prompt=".length()));
            }
        }
        command.add(env.toString());
        Map<String, String> expected = made(command, env);

        new EnvBuilder(options.build()).create(env);

        assertThat(TreePicture.of(env)).isEqualTo(expected);
        assertThat(folder)
                .isDirectoryNotContaining(path -> !path.startsWith(env) && !path.equals(folder.resolve("reference")));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("somePythonsWithPip")
    void putsPipInAsEnsurepipDoes(PythonInterpreter python) throws Exception {
        Path env = folder.resolve("an env");
        Map<String, String> expected = made(List.of(python.executable().toString(), "-m", "venv", env.toString()), env);

        new EnvBuilder(EnvBuilder.options().python(python.executable()).build()).create(env);

        Map<String, String> actual = TreePicture.of(env);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        assertThat(actual).isEqualTo(expected);
    }

    private Map<String, String> made(List<String> command, Path env) throws Exception {
        Shell.Result result = Shell.run(command.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
        Files.move(env, folder.resolve("reference"));
        return TreePicture.of(folder.resolve("reference"));
    }
}
