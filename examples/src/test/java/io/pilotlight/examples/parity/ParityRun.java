package io.pilotlight.examples.parity;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.json.Json;
import io.pilotlight.http.Request;
import io.pilotlight.http.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run of cases through both clients, side by side; each has a recording server of its own before the same httpbin. */
final class ParityRun {
    private final Path resources;
    private final Path work;

    /**
     * Makes a run.
     *
     * @param resources where the programs are
     * @param work where the environment and the lines go
     */
    ParityRun(Path resources, Path work) {
        this.resources = resources;
        this.work = work;
    }

    /**
     * Runs the cases.
     *
     * @param reference lines that requests wrote elsewhere, by id
     */
    Report run(CaseFile cases, Map<String, Fields> reference) throws IOException, InterruptedException {
        Path caseFile = Files.createDirectories(work).resolve("cases.json");
        Path pythonLines = work.resolve("python.jsonl");
        Files.deleteIfExists(pythonLines);
        cases.write(caseFile);
        Map<String, Fields> ours;
        try (Servers servers =
                new Servers(Pythons.make(resources.resolve("requirements.txt"), work.resolve("python")), resources)) {
            Process requests = servers.requests(caseFile, pythonLines);
            ours = ours(cases, servers.tap(caseFile));
            String said = new String(requests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (requests.waitFor() != 0) {
                throw new IOException("Python's side of the cases ended early; it said:\n" + said);
            }
        }
        return report(cases, new Requests(Fields.readLines(pythonLines), reference), ours);
    }

    private Map<String, Fields> ours(CaseFile cases, Tap tap) throws IOException {
        Normal normal = normal(tap);
        List<String> lines = new ArrayList<>();
        for (Fields definition : cases.cases()) {
            lines.add(Json.standard()
                    .text(new CaseRun(tap, normal).run(definition).map()));
        }
        // read again, so that both sides' numbers are what JSON makes of them
        return Fields.readLines(Files.write(work.resolve("java.jsonl"), lines));
    }

    private static Normal normal(Tap tap) {
        try (Session session = Session.create()) {
            HttpHeaders defaults = session.prepare(
                            Request.builder("GET", "http://127.0.0.1/").build())
                    .headers();
            return new Normal(
                    tap.env(),
                    defaults.first("User-Agent").orElseThrow(),
                    defaults.first("Accept-Encoding").orElseThrow());
        }
    }

    private static Report report(CaseFile cases, Requests requests, Map<String, Fields> ours) {
        List<Verdict> verdicts = new ArrayList<>();
        Fields canned = Fields.of(cases.canned());
        for (Fields definition : cases.cases()) {
            String id = definition.text("id");
            Fields got = ours.getOrDefault(id, Fields.of(null));
            verdicts.add(Verdict.of(new Circumstances(definition, requests.line(id), got, canned)));
        }
        return new Report(verdicts, requests.otherwiseInReference());
    }

    /**
     * What requests did.
     *
     * @param now in this run
     * @param elsewhere in another, perhaps beside another httpbin
     */
    private record Requests(Map<String, Fields> now, Map<String, Fields> elsewhere) {

        Fields line(String id) {
            Map<String, Fields> both = new LinkedHashMap<>(elsewhere);
            both.putAll(now);
            return both.getOrDefault(id, Fields.of(null));
        }

        List<String> otherwiseInReference() {
            return now.keySet().stream()
                    .filter(elsewhere::containsKey)
                    .filter(id -> !Comparison.of(elsewhere.get(id), now.get(id)).isEmpty())
                    .toList();
        }
    }
}
