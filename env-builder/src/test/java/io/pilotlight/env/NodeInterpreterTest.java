package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeInterpreterTest {
    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void makeMachine() {
        machine = new Machine(folder).restarted();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "20             | 20.0.0 20.20.2    | 19.9.9 21.0.0 2.0.0",
                "v20.11         | 20.11.0 20.11.9   | 20.12.0 20.1.1",
                "20.11.1        | 20.11.1           | 20.11.0 20.11.10",
                "=20            | 20.1.0            | 21.0.0",
                ">=18 <22       | 18.0.0 21.9.9     | 17.9.9 22.0.0",
                ">= 18.2 < 22   | 18.2.0            | 18.1.9",
                ">20            | 21.0.0            | 20.99.0",
                ">20.11.1       | 20.11.2           | 20.11.1",
                "<=20           | 20.99.0           | 21.0.0",
                "^20            | 20.0.0 20.99.1    | 21.0.0",
                "^20.11         | 20.11.0 20.99.1   | 20.10.9 21.0.0",
                "~20.11         | 20.11.0 20.11.9   | 20.12.0",
                "~20.11.3       | 20.11.3           | 20.11.2 20.12.0",
                "20.x           | 20.1.0            | 21.0.0",
                "*              | 18.0.0 99.0.0     | ",
                "18 - 20        | 18.0.0 20.99.0    | 21.0.0",
                "\"18 || ^22.1\" | 18.5.0 22.1.0     | 20.0.0 22.0.9",
                "node@20        | 20.1.0            | 21.0.0",
            })
    void takesTheVersionsThatFitAndNoOthers(String text, String fitting, String others) {
        NodeRequest request = NodeRequest.of(text);

        assertThat(request.form()).isEqualTo(RequestForm.PROPERTIES);
        assertThat(fitting.strip().split(" "))
                .allMatch(it -> request.fits(NodeVersion.read(it).orElseThrow(), ""));
        assertThat(others == null ? new String[0] : others.strip().split(" "))
                .noneMatch(it -> request.fits(NodeVersion.read(it).orElseThrow(), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20.", "20.1.1.1", ">=", ">=18,<22", "^x.y", "20 ||", "v20-rc1", "<<20", "20 18 -"})
    void refusesWhatHasNoLawfulForm(String text) {
        assertThatThrownBy(() -> NodeRequest.of(text))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining(">=18 <22");
    }

    @Test
    void isTheFirstOnPathThatFitsThenTheNewestOfNvmThenOfNodenv() throws Exception {
        machine.path("a", "b");
        machine.variables.put("NODENV_ROOT", folder.resolve("nodenv").toString());
        machine.node("a/node", "20.20.2", "Iron");
        machine.node("b/node", "18.1.0", "");
        machine.node("home/.nvm/versions/node/v22.9.0/bin/node", "22.9.0", "Jod");
        machine.node("home/.nvm/versions/node/v22.10.0/bin/node", "22.10.0", "Jod");
        machine.node("home/.nvm/versions/node/v16.20.0/bin/node", "16.20.0", "Gallium");
        machine.node("nodenv/versions/23.1.0/bin/node", "23.1.0", "");

        assertThat(machine.nodes().find().executable()).isEqualTo(folder.resolve("a/node"));
        assertThat(found("20")).isEqualTo("a/node");
        assertThat(found("18")).isEqualTo("b/node");
        assertThat(found("^22")).isEqualTo("home/.nvm/versions/node/v22.10.0/bin/node");
        assertThat(found("<22.10 >20.x")).isEqualTo("home/.nvm/versions/node/v22.9.0/bin/node");
        assertThat(found("23")).isEqualTo("nodenv/versions/23.1.0/bin/node");
        assertThat(found("lts")).isEqualTo("a/node");
        assertThat(found("lts/jod")).isEqualTo("home/.nvm/versions/node/v22.10.0/bin/node");
        assertThat(found("node")).isEqualTo("a/node");
        assertThat(found("b/node")).isEqualTo("b/node");
        assertThat(found("./home/.nvm/versions/node/v22.9.0")).endsWith("v22.9.0/bin/node");
        Files.writeString(folder.resolve(".nvmrc"), "# ours\nv22.9.0\n");
        assertThat(found(".nvmrc")).endsWith("v22.9.0/bin/node");
    }

    @Test
    void isAskedOnceForAllProcessesAndKnowsItsNpm() throws Exception {
        Path node = machine.node("bin/node", "20.20.2", "Iron");
        machine.nodes().find();
        assertThat(machine.started).containsExactly(node.toString());

        machine.restarted();

        assertThat(machine.nodes().find("20").npm()).isEqualTo(folder.resolve("lib/node_modules/npm/bin/npm-cli.js"));
        assertThat(machine.nodes().find("lts/iron").version()).isEqualTo("20.20.2");
        assertThat(machine.started).isEmpty();
        machine.node("bin/node", "22.1.0", "Jod");
        assertThat(machine.nodes().find().version()).isEqualTo("22.1.0");
    }

    @Test
    void isNotRememberedWhenItIsALauncher() throws Exception {
        Path real = machine.node("real/bin/node", "20.20.2", "Iron");
        Path shim = machine.script("bin/node", "exec '" + real + "'");

        machine.nodes().find();
        machine.nodes().find();

        assertThat(machine.started).containsExactly(shim.toString(), shim.toString());
    }

    @Test
    void saysWhatWasThereInstead() throws Exception {
        machine.path("a", "b", "c");
        machine.node("a/node", "20.20.2", "Iron");
        machine.node("b/node", "16.20.0", "Gallium");
        machine.script("c/node", "exit 3");

        assertThatThrownBy(() -> found(">=24"))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining("No Node.js >=24 was found on PATH (3 folders), under nvm")
                .hasMessageContaining("Found instead: 20.20.2 (" + folder.resolve("a/node") + ")")
                .hasMessageContaining(folder.resolve("b/node") + " is Node.js 16.20.0, which is too old")
                .hasMessageContaining("Install Node.js 18 or later");
        assertThatThrownBy(() -> found("no-such-node")).hasMessageContaining("named no-such-node");
        assertThatThrownBy(() -> found("./none")).hasMessageContaining("no such file");
        assertThatThrownBy(() -> found(folder.toString())).hasMessageContaining("There is no Node.js in the folder");
        Files.delete(folder.resolve("lib/node_modules/npm/bin/npm-cli.js"));
        assertThatThrownBy(() -> found("a/node"))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining("No npm was found beside");
    }

    private String found(String spec) {
        return folder.relativize(machine.nodes().find(spec).executable()).toString();
    }
}
