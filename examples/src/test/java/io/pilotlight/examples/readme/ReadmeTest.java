package io.pilotlight.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the READMEs show is what is compiled, line by line. */
class ReadmeTest {
    @ParameterizedTest
    @CsvSource({
        "README.md, src/main/java/io/pilotlight/examples/readme/Shop.java",
        "README.md, src/main/java/io/pilotlight/examples/readme/ToolsEnvBuilder.java",
        "README.md, src/test/java/io/pilotlight/examples/readme/GreeterTest.java",
        "README.md, src/main/java/io/pilotlight/examples/readme/PetShop.java",
        "http-client/README.md, src/test/java/io/pilotlight/examples/readme/PetShopTest.java",
        "faas-local/README.md, src/main/java/io/pilotlight/examples/readme/Canary.java",
        "faas-local/README.md, src/main/java/io/pilotlight/examples/readme/Declared.java"
    })
    void showsOnlyLinesThatAreCompiled(String readme, String source) throws IOException {
        String name = Path.of(source).getFileName().toString().replace(".java", "");
        List<String> shown = javaBlocks(readme).stream()
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
    void showsOfTheHttpClientOnlyLinesThatAreCompiled() throws IOException {
        Path folder = Path.of("src/main/java/io/pilotlight/examples/readme");
        Set<String> compiled = Files.readAllLines(folder.resolve("HttpByNeed.java")).stream()
                .map(String::strip)
                .collect(Collectors.toSet());
        List<String> shown = javaBlocks("http-client/README.md").stream()
                .filter(block -> !block.contains("class "))
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        assertThat(shown).isNotEmpty().isSubsetOf(compiled);
    }

    @Test
    void namesTheTwoCommands() throws IOException {
        assertThat(read("README.md"))
                .contains("mvn -q -B -DskipTests install && java -jar examples/target/pilotlight.jar tour")
                .contains("mvn -B verify");
    }

    private static List<String> javaBlocks(String readme) throws IOException {
        String[] parts = read(readme).split("```");
        return IntStream.range(0, parts.length)
                .filter(i -> i % 2 == 1 && parts[i].startsWith("java"))
                .mapToObj(i -> parts[i].substring("java".length()))
                .toList();
    }

    private static String read(String readme) throws IOException {
        return Files.readString(Path.of("..", readme));
    }
}
