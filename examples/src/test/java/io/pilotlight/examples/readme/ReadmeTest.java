package io.pilotlight.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows is what is compiled, line by line. */
class ReadmeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main/java/io/pilotlight/examples/readme/Shop.java",
                "src/main/java/io/pilotlight/examples/readme/ToolsEnvBuilder.java",
                "src/test/java/io/pilotlight/examples/readme/GreeterTest.java"
            })
    void showsOnlyLinesThatAreCompiled(String source) throws IOException {
        String name = Path.of(source).getFileName().toString().replace(".java", "");
        List<String> shown = javaBlocks().stream()
                .filter(block -> block.contains("class " + name))
                .findFirst()
                .orElseThrow()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String compiled =
                Files.readAllLines(Path.of(source)).stream().map(String::strip).collect(Collectors.joining("\n"));
        assertThat(shown).isNotEmpty().hasSizeLessThan(36).allSatisfy(line -> assertThat(compiled)
                .contains(line));
    }

    @Test
    void namesTheTwoCommands() throws IOException {
        assertThat(readme())
                .contains("mvn -q -B -DskipTests install && java -jar examples/target/pilotlight.jar tour")
                .contains("mvn -B verify");
    }

    private static List<String> javaBlocks() throws IOException {
        String[] parts = readme().split("```");
        return IntStream.range(0, parts.length)
                .filter(i -> i % 2 == 1 && parts[i].startsWith("java"))
                .mapToObj(i -> parts[i].substring("java".length()))
                .toList();
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }
}
