package io.pilotlight.examples.parity;

import io.pilotlight.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be asked, and the raw answers that the recording server gives itself.
 *
 * @param cases each with an id
 * @param canned answers by name
 */
record CaseFile(List<Fields> cases, Map<String, @Nullable Object> canned) {

    static CaseFile read(Path file) throws IOException {
        Fields all = Fields.read(file);
        return new CaseFile(
                Fields.objects(all.value("cases")), all.fields("canned").map());
    }

    /** Returns the cases and answers of both; of answers with one name the other's. */
    CaseFile and(CaseFile other) {
        List<Fields> both = new ArrayList<>(cases);
        both.addAll(other.cases);
        Map<String, @Nullable Object> answers = new LinkedHashMap<>(canned);
        answers.putAll(other.canned);
        return new CaseFile(both, answers);
    }

    void write(Path file) throws IOException {
        List<Object> objects = new ArrayList<>();
        cases.forEach(it -> objects.add(it.map()));
        Files.write(file, Json.standard().write(Map.of("cases", objects, "canned", canned)));
    }
}
