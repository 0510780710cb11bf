package io.pilotlight.env;

import io.pilotlight.env.files.Staging;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/** The place of an environment while it is repaired: makers of it wait, and what is made beside it is removed after a kill. */
final class RepairSite {
    private final Path directory;
    private final EnvListener listener;
    private final Staging staging;

    RepairSite(Path directory, EnvListener listener) {
        this.directory = directory;
        this.listener = listener;
        this.staging = new Staging(directory);
    }

    EnvListener listener() {
        return listener;
    }

    /** Repairs, while nobody else makes or repairs the environment. */
    void holding(Staging.Body body) {
        try {
            staging.holding(() -> listener.onEvent(new EnvEvent.Waiting(directory)), body);
        } catch (InterruptedException | ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while repairing " + directory, e);
        } catch (IOException e) {
            throw new DirectoryException("'" + directory + "' cannot be repaired: " + e.getMessage(), e);
        }
    }

    /** Returns a path beside the environment at which nothing is yet. */
    Path fresh() throws IOException {
        return staging.fresh();
    }
}
