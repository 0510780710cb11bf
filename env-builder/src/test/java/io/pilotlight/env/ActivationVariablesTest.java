package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The variables of an environment against what sourcing its script in bash does to them. */
class ActivationVariablesTest {
    /** The shell's own. */
    private static final Set<String> OF_THE_SHELL = Set.of("_", "PS1", "SHLVL", "OLDPWD", "PWD");

    @TempDir
    private Path folder;

    static List<PythonInterpreter> pythons() {
        return TestPythons.all();
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void areThoseThatSourcingTheScriptSets(PythonInterpreter python) throws Exception {
        EnvOptions.Builder options =
                EnvBuilder.options().python(python.executable()).withPip(false);
        assertSourcingDoesTheSame(new EnvBuilder(options.build()).create(folder.resolve("an env")));
        // the scripts of older Pythons do not quote what a shell would read as its own
        assertSourcingDoesTheSame(new EnvBuilder(options.prompt("it's me").build()).create(folder.resolve("prompted")));
    }

    @Test
    void areThoseOfAnEnvironmentThatUvMade() throws Exception {
        assumeTrue(TestPythons.onPath("uv"), "needs uv on PATH");
        Shell.Result made = Shell.run(
                "uv", "venv", "--python", PythonInterpreter.find().executable().toString(), folder + "/by uv");
        assertThat(made.exitCode()).as(made.output()).isZero();

        PythonEnvironment environment = PythonEnvironment.open(folder.resolve("by uv"));

        assertSourcingDoesTheSame(environment);
        assertThat(environment.version()).isEqualTo(PythonInterpreter.find().version());
        assertThat(environment.packages()).isEmpty();
    }

    @Test
    void areThoseOfANodeEnvironment() throws Exception {
        NodeEnvOptions options = NodeEnvBuilder.options().prompt("it's $x").build();

        assertSourcingDoesTheSame(new NodeEnvBuilder(options).create(folder.resolve("a node")));
    }

    private static void assertSourcingDoesTheSame(VirtualEnvironment environment) throws Exception {
        assumeTrue(TestPythons.onPath("bash"), "needs bash on PATH");
        Map<String, String> before = variables("true", environment.directory());
        Map<String, String> sourced = variables(". \"$1/bin/activate\"", environment.directory());
        Map<String, String> expected = new TreeMap<>(before);
        environment.unsetVariables().forEach(expected::remove);
        expected.putAll(environment.variables());

        assertThat(before).containsKey("PYTHONHOME");
        assertThat(sourced).isEqualTo(expected);
    }

    private static Map<String, String> variables(String first, Path directory) throws Exception {
        ProcessBuilder bash =
                new ProcessBuilder("bash", "--norc", "-c", first + " && exec env -0", "bash", directory.toString());
        bash.environment().keySet().removeIf(name -> name.startsWith("VIRTUAL_ENV"));
        bash.environment().put("PYTHONHOME", "/nowhere");
        Map<String, String> variables = new TreeMap<>();
        for (String line : Shell.run(bash).output().split("\0")) {
            int equals = line.indexOf('=');
            variables.put(line.substring(0, equals), line.substring(equals + 1));
        }
        variables.keySet().removeAll(OF_THE_SHELL);
        return variables;
    }
}
