package io.pilotlight.examples.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Runs every case through Python's requests and through this client, in the same run and beside the same httpbin, and
 * compares what the server saw and what the client exposes. Whatever differs must be explained by one of {@link Rules}.
 *
 * <p>{@code -Dparity.cases=FILE} takes the cases of another file in the place of the project's own. {@code
 * -Dparity.reference=FILE} names lines that requests wrote elsewhere. What requests does in this run decides, for both clients
 * then had the same server; the reference decides of cases that this run has no line of, and where both have one and they
 * differ, the report says so. Paths are relative to this module or to the project's folder. The report, and what each client
 * wrote, is kept in {@code target/parity}.
 */
class RequestsParityTest {
    private static final Path RESOURCES =
            Path.of("src", "test", "resources", "parity").toAbsolutePath();
    private static final Path WORK = Path.of("target", "parity").toAbsolutePath();
    private static final Path DOCUMENT = Path.of("..", "docs", "http-parity.md");

    @Test
    void doesWhatRequestsDoesButForWhatIsDeclared() throws Exception {
        Report report = new ParityRun(RESOURCES, WORK).run(cases(), reference());

        Files.writeString(WORK.resolve("report.txt"), report.text());
        System.out.println(report.text());
        assertThat(report.undeclared().size())
                .as("%s; see target/parity/report.txt", report.summary())
                .isZero();
    }

    /** What a rule excuses, a user can read; what the document says of a rule, the rule says. */
    @Test
    void theDocumentHasARowForEachRule() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(
                        Rules.all().stream().map(RequestsParityTest::row).toList());
    }

    private static String row(Rule rule) {
        return "| `" + rule.name() + "` | " + rule.requests() + " | " + rule.ours() + " | " + rule.why() + " |";
    }

    private static CaseFile cases() throws IOException {
        String other = System.getProperty("parity.cases");
        return other == null
                ? CaseFile.read(RESOURCES.resolve("cases.json"))
                        .and(CaseFile.read(RESOURCES.resolve("more-cases.json")))
                : CaseFile.read(found(other));
    }

    private static Map<String, Fields> reference() throws IOException {
        String lines = System.getProperty("parity.reference");
        return lines == null ? Map.of() : Fields.readLines(found(lines));
    }

    private static Path found(String path) {
        Path here = Path.of(path);
        return Files.exists(here) ? here : Path.of("..").resolve(path);
    }
}
