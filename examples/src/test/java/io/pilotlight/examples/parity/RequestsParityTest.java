package io.pilotlight.examples.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.json.Json;
import io.pilotlight.http.Request;
import io.pilotlight.http.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Runs every case through Python's requests and through this client, in the same run and against the same servers, and
 * compares what the server saw and what the client exposes. Whatever differs must be explained by one of {@link Rules}.
 *
 * <p>{@code -Dparity.cases=FILE} takes the cases of another file in the place of the project's own. {@code
 * -Dparity.reference=FILE} names lines that requests wrote elsewhere, perhaps beside another httpbin. What requests does in this
 * run decides, for both clients then had the same server; the reference decides of cases that this run has no line for, and
 * where both exist and differ, that is told. Paths are relative to this module or to the project's folder.
 */
class RequestsParityTest {
    private static final Path RESOURCES = Path.of("src", "test", "resources", "parity").toAbsolutePath();
    private static final Path DOCUMENT = Path.of("..", "docs", "http-parity.md");
    private static final Path WORK = Path.of("target", "parity").toAbsolutePath();

    /** Nothing of what a rule says is hidden from users, and the document claims nothing that is not tested. */
    @Test
    void theDocumentListsEachRule() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsAll(Rules.all().stream().map(RequestsParityTest::row).toList());
    }

    @Test
    void doesWhatRequestsDoesButForWhatIsDeclared() throws Exception {
        CaseFile cases = cases();
        Path caseFile = Files.createDirectories(WORK).resolve("cases.json");
        cases.write(caseFile);
        Path pythonLines = WORK.resolve("python.jsonl");
        Report report;
        try (Servers servers =
                new Servers(Pythons.make(RESOURCES.resolve("requirements.txt"), WORK.resolve("python")), RESOURCES)) {
            Process requests = servers.requests(caseFile, pythonLines);
            Map<String, Fields> ours = ours(cases, servers.tap(caseFile));
            String said = new String(requests.getInputStream().readAllBytes());
            assertThat(requests.waitFor()).as(said).isZero();
            report = report(cases, Fields.readLines(pythonLines), ours);
        }
        Files.writeString(WORK.resolve("report.txt"), report.text());
        System.out.println(report.text());
        compareWithReference(Fields.readLines(pythonLines));
        assertThat(report.undeclared()).as(report.text()).isEmpty();
    }

    private static String row(Rule rule) {
        return "| `" + rule.name() + "` | " + rule.requests() + " | " + rule.ours() + " | " + rule.why() + " |";
    }

    private static Report report(CaseFile cases, Map<String, Fields> python, Map<String, Fields> ours) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Fields definition : cases.cases()) {
            String id = definition.text("id");
            verdicts.add(Verdict.of(new Circumstances(
                    definition,
                    python.getOrDefault(id, Fields.of(null)),
                    ours.getOrDefault(id, Fields.of(null)),
                    Fields.of(cases.canned()))));
        }
        return new Report(verdicts);
    }

    private static Map<String, Fields> ours(CaseFile cases, Tap tap) throws IOException {
        Normal normal;
        try (Session session = Session.create()) {
            HttpHeaders defaults = session.prepare(
                            Request.builder("GET", "http://127.0.0.1/").build())
                    .headers();
            normal = new Normal(
                    tap.env(),
                    defaults.first("User-Agent").orElseThrow(),
                    defaults.first("Accept-Encoding").orElseThrow());
        }
        List<String> lines = new ArrayList<>();
        for (Fields definition : cases.cases()) {
            lines.add(Json.standard().text(new CaseRun(tap, normal).run(definition).map()));
        }
        return Fields.readLines(Files.write(WORK.resolve("java.jsonl"), lines));
    }

    private static CaseFile cases() throws IOException {
        @Nullable String other = System.getProperty("parity.cases");
        return CaseFile.read(other == null ? RESOURCES.resolve("cases.json") : found(other));
    }

    private static Path found(String path) {
        Path here = Path.of(path);
        return Files.exists(here) ? here : Path.of("..").resolve(path);
    }
}
