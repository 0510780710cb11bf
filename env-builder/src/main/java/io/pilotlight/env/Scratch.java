package io.pilotlight.env;

import io.pilotlight.env.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The temporary folder of an installer: inside the environment that is being built, so that what a killed installer leaves
 * behind goes where a killed build goes.
 */
record Scratch(Path folder) implements AutoCloseable {

    static Scratch in(Path environment) throws IOException {
        return new Scratch(Files.createTempDirectory(environment, ".tmp-"));
    }

    void use(Map<String, String> variables) {
        variables.put("TMPDIR", folder.toString());
    }

    @Override
    public void close() throws IOException {
        Trees.remove(folder);
    }
}
