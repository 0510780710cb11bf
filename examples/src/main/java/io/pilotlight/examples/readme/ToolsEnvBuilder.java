package io.pilotlight.examples.readme;

import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.EnvContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** Subclassing: each environment gets a tool, and a note about itself. */
public class ToolsEnvBuilder extends EnvBuilder {

    /** Makes a builder of environments with pip. */
    public ToolsEnvBuilder() {
        super(EnvBuilder.options().withPip(true).prompt("tools").build());
    }

    @Override
    protected void setupScripts(EnvContext context) {
        super.setupScripts(context);
        try {
            Files.writeString(context.binPath().resolve("README"), "Made for " + context.envDir() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void postSetup(EnvContext context) {
        runPip(context, List.of("install", "idna"));
    }
}
