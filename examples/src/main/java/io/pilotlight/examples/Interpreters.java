package io.pilotlight.examples;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which interpreters to use. */
final class Interpreters {
    @Option(
            names = "--python",
            paramLabel = "SPEC",
            description =
                    "The Python to use: a version (3.11), a name (python3.11) or a path. Default: python3 on PATH, "
                            + "else the newest under pyenv.")
    @Nullable
    String python;

    @Option(names = "--node", paramLabel = "PATH", description = "The Node.js to use. Default: node on PATH.")
    @Nullable
    Path node;
}
