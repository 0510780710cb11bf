package io.pilotlight.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The parts work as named modules, with their dependencies beside them on the module path. */
class ModulePathTest {
    private static final List<String> PARTS =
            List.of("core", "env-builder", "http-client", "http-server", "faas-local");
    private static final List<String> DEPENDENCIES =
            List.of("slf4j-api", "jackson-", "okhttp", "okio", "kotlin-stdlib", "jetty-", "HdrHistogram");

    @Test
    void eachPartRunsAsANamedModule() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        classPath(ModulePathTest::belongsOnTheModulePath),
                        "--add-modules",
                        "io.pilotlight.env,io.pilotlight.http,io.pilotlight.server,io.pilotlight.faas",
                        "-cp",
                        classPath(entry -> entry.endsWith(
                                Path.of("examples", "target", "test-classes").toString())),
                        NamedModules.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("io.pilotlight.faas says 4", "io.pilotlight.http says 200 /x", "io.pilotlight.env says true");
    }

    private static boolean belongsOnTheModulePath(String entry) {
        String name = Path.of(entry).getFileName().toString();
        return DEPENDENCIES.stream().anyMatch(name::startsWith)
                || PARTS.stream()
                        .anyMatch(part -> name.startsWith("pilotlight-" + part)
                                || entry.endsWith(
                                        Path.of(part, "target", "classes").toString()));
    }

    private static String classPath(Predicate<String> wanted) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(wanted)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
