package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.pilotlight.core.Environment;
import io.pilotlight.core.Language;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers end when the process that started them is killed, whatever they are doing. */
@Timeout(120)
class OrphanTest {
    @ParameterizedTest
    @CsvSource({
        "PYTHON, python3, pid",
        "PYTHON, python3, sleep",
        "PYTHON, python3, spin",
        "PYTHON, python3, hold_interpreter",
        "PYTHON, python3, spawn",
        "NODE, node, pid",
        "NODE, node, sleep",
        "NODE, node, spin",
        "NODE, node, spawn"
    })
    void aWorkerEndsWithItsParent(Language language, String program, String handler) throws Exception {
        Environment environment =
                SystemEnvironment.find(language, program).orElseGet(() -> abort("no " + program + " on the path"));
        Process parent = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OrphanMaker.class.getName(),
                        language.name(),
                        environment.interpreter().toString(),
                        WorkerContract.folder().toString(),
                        "contract." + handler))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = parent.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.contains("started ")) {
                line = output.readLine();
            }
            assertThat(line).isNotNull();
            ProcessHandle worker = ProcessHandle.of(Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                    .orElseThrow();
            List<ProcessHandle> all = parent.descendants().toList();
            assertThat(all).contains(worker);
            parent.destroyForcibly().waitFor();
            for (ProcessHandle one : all) {
                one.onExit().get(20, TimeUnit.SECONDS);
            }
        } finally {
            parent.destroyForcibly();
        }
    }
}
