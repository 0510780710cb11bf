package io.pilotlight.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvokeCommandTest {
    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void makeFunctions() throws IOException {
        folder = Files.createDirectory(temporary.resolve("some functions"));
        Files.writeString(folder.resolve("greet.py"), """
                def handler(event, context):
                    return "hello " + event["name"]
                """);
        Files.writeString(folder.resolve("add.mjs"), "export const handler = (event) => event.a + event.b;\n");
        Files.writeString(folder.resolve("_hidden.py"), "raise SystemExit\n");
    }

    private CommandRun invoke(String function, String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "invoke";
        arguments[1] = function;
        arguments[2] = "--folder";
        arguments[3] = folder.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void printsTheResultAndReportsTheCost() {
        CommandRun run = invoke("greet", "-d", "{\"name\": \"you\"}");
        assertThat(run.err()).contains("cold start (first use), init ", "billed ", "peak ");
        assertThat(run.out()).isEqualTo("\"hello you\"\n");
        assertThat(run.exitCode()).isZero();
        assertThat(invoke("add", "-d", "{\"a\": 1, \"b\": 2}").out()).isEqualTo("3\n");
    }

    @Test
    void readsTheEventFromAFile() throws IOException {
        Path event = Files.writeString(temporary.resolve("event.json"), "{\"name\": \"file\"}");
        assertThat(invoke("greet", "-d", "@" + event).out()).isEqualTo("\"hello file\"\n");
        CommandRun missing = invoke("greet", "-d", "@" + temporary.resolve("gone.json"));
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("gone.json");
    }

    @Test
    void printsOneJsonObjectForPrograms() {
        CommandRun run = invoke("greet", "--json", "-d", "{\"name\": \"you\"}");
        Map<?, ?> outcome = Json.standard().read(run.out(), Map.class);
        assertThat(outcome.get("outcome")).isEqualTo("succeeded");
        assertThat(outcome.get("result")).isEqualTo("hello you");
        assertThat(run.out())
                .contains(
                        "\"peakMemoryBytes\":", "\"attempt\":1", "\"coldStart\":true", "\"coldReason\":\"FIRST_USE\"");
    }

    @Test
    void failsWithTheErrorOfTheFunction() {
        CommandRun run = invoke("greet");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("failed (handler): KeyError: 'name'", "greet.py");
        CommandRun asJson = invoke("greet", "--json");
        assertThat(asJson.exitCode()).isEqualTo(1);
        assertThat(asJson.out()).contains("\"outcome\":\"failed\"", "\"type\":\"KeyError\"");
    }

    @Test
    void saysWhichFunctionsThereAre() {
        CommandRun run = invoke("nobody");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("There is no function 'nobody'", "there are: add, greet");
        assertThat(invoke("_hidden").exitCode()).isEqualTo(1);
    }

    @Test
    void refusesAnEventThatIsNoJsonAsWrongUsage() {
        CommandRun run = invoke("greet", "-d", "{name}");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--data", "This is no JSON");
    }

    @Test
    void tellsThatTwoFilesBearOneName() throws IOException {
        Files.writeString(folder.resolve("greet.js"), "");
        assertThat(invoke("greet").err()).contains("named 'greet'");
    }

    @Test
    void tellsThatAnInterpreterIsNone() {
        CommandRun run = invoke("greet", "--python", "/bin/true");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("/bin/true");
        assertThat(run.err().lines()).hasSizeLessThan(4);
        assertThat(folder.resolve(".pilotlight/python")).doesNotExist();
    }
}
