package io.pilotlight.env;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A package whose build never ends. Its builder, a child process of pip, opens a pipe and holds it: opening the pipe for
 * reading waits until it runs, and reading to the end waits until it is gone.
 */
final class HangingPackage {
    private final Path pipe;
    private final Path requirements;

    private HangingPackage(Path pipe, Path requirements) {
        this.pipe = pipe;
        this.requirements = requirements;
    }

    static HangingPackage in(Path folder) throws IOException, InterruptedException {
        Path project = Files.createDirectories(folder.resolve("hanging"));
        Path pipe = folder.resolve("pipe");
        assumeTrue(Shell.run("mkfifo", pipe.toString()).exitCode() == 0, "needs mkfifo");
        Files.writeString(
                project.resolve("pyproject.toml"),
                "[build-system]\nrequires = []\nbuild-backend = 'hang'\nbackend-path = ['.']\n");
        Files.writeString(project.resolve("hang.py"), """
                import time

                def get_requires_for_build_wheel(settings=None):
                    with open(%s, 'w') as pipe:
                        pipe.write('here\\n')
                        pipe.flush()
                        time.sleep(600)
                """.formatted(PythonText.repr(pipe.toString())));
        return new HangingPackage(pipe, Files.writeString(folder.resolve("requirements.txt"), "./hanging\n"));
    }

    /** Writes a package.json whose install script does the same, as a child process of npm. */
    Path packageJson() throws IOException {
        String script = "exec 3> '" + pipe + "'; echo here >&3; sleep 600";
        return Files.writeString(
                pipe.resolveSibling("package.json"),
                "{\"name\": \"a\", \"version\": \"1.0.0\", \"scripts\": {\"preinstall\": \"" + script + "\"}}");
    }

    Path requirements() {
        return requirements;
    }

    /** Waits until the build runs. */
    BufferedReader awaitBuild() throws IOException {
        BufferedReader reader = Files.newBufferedReader(pipe, StandardCharsets.UTF_8);
        if (!"here".equals(reader.readLine())) {
            throw new AssertionError("the build ended before it hung");
        }
        return reader;
    }

    /** Waits until the build is gone. */
    static void awaitEnd(BufferedReader reader) throws IOException {
        reader.transferTo(Writer.nullWriter());
        reader.close();
    }
}
