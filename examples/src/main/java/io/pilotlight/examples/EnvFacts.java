package io.pilotlight.examples;

import io.pilotlight.env.DirectoryException;
import io.pilotlight.env.DiskSize;
import io.pilotlight.env.InstalledPackage;
import io.pilotlight.env.Problem;
import io.pilotlight.env.VirtualEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the commands of {@code env} say of an environment, as JSON has it. */
final class EnvFacts {
    private EnvFacts() {}

    static Map<String, Object> of(VirtualEnvironment environment) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", environment.directory().toString());
        facts.put("language", environment.language().title());
        facts.put("version", environment.version());
        facts.put("interpreter", environment.interpreter().toString());
        environment.fingerprint().ifPresent(text -> facts.put("fingerprint", text));
        return facts;
    }

    /** Of a broken environment, the packages may not be there to be read. */
    static List<InstalledPackage> packages(VirtualEnvironment environment) {
        try {
            return environment.packages();
        } catch (DirectoryException broken) {
            return List.of();
        }
    }

    static Map<String, Object> size(DiskSize size) {
        return Map.of("bytes", size.bytes(), "sharedBytes", size.sharedBytes(), "files", size.files());
    }

    static List<Map<String, String>> problems(List<Problem> problems) {
        return problems.stream()
                .map(it -> Map.of("kind", it.kind().name(), "path", it.path().toString(), "text", it.text()))
                .toList();
    }
}
