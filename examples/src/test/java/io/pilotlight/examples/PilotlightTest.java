package io.pilotlight.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PilotlightTest {
    @ParameterizedTest
    @ValueSource(strings = {"tour", "env", "http", "serve", "invoke"})
    void helpsWithEachCommandInShortLines(String command) {
        CommandRun run = CommandRun.of(command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: pilotlight " + command);
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void namesItsCommandsAndExitCodesWhenAskedForNothing() {
        CommandRun run = CommandRun.of();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("name a command", "tour", "Exit codes: 0 done, 1 the work failed, 2 wrong usage.");
    }

    @Test
    void tellsWrongUsageInALineAndWhereToReadOn() {
        CommandRun run = CommandRun.of("serve", "--port", "many");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .containsExactly(
                        "serve: Invalid value for option '--port': 'many' is not an int",
                        "Try 'pilotlight serve --help'.");
        assertThat(CommandRun.of("turo").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("turo").err()).contains("tour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serve"})
    void tellsItsVersion(String command) {
        CommandRun run = command.isEmpty() ? CommandRun.of("--version") : CommandRun.of(command, "--version");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("pilotlight ");
    }
}
