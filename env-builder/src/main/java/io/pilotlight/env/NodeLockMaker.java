package io.pilotlight.env;

import io.pilotlight.env.files.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes the lock file that the options name, when it is not there. */
final class NodeLockMaker {
    private final NodeEnvOptions options;
    private final NodeInterpreter interpreter;

    NodeLockMaker(NodeEnvOptions options, NodeInterpreter interpreter) {
        this.options = options;
        this.interpreter = interpreter;
    }

    /** Lets npm choose versions, installs nothing, and puts the lock file at its place, whole. */
    void write(NodeManifest manifest) {
        Path file = options.lock().orElseThrow();
        Staging staging = new Staging(file);
        NodeManifest.Texts texts = manifest.texts();
        options.listener().onEvent(new EnvEvent.StepStarted("lock"));
        try {
            Files.createDirectories(staging.parent());
            staging.holding(() -> options.listener().onEvent(new EnvEvent.Waiting(file)), () -> {
                if (!Files.exists(file)) {
                    writeLocked(texts, staging.fresh());
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while waiting to write " + file, e);
        } catch (IOException e) {
            throw new PackageException("The lock file " + file + " cannot be written: " + e.getMessage(), e);
        }
        options.listener().onEvent(new EnvEvent.StepFinished("lock"));
    }

    private void writeLocked(NodeManifest.Texts texts, Path aside) throws IOException {
        Aside.build(
                aside,
                workplace -> {
                    texts.writeTo(aside);
                    new NpmRun(
                                    new NpmRun.Place(
                                            interpreter.executable(), interpreter.npm(), aside, workplace.children()),
                                    options)
                            .run(List.of("install", "--package-lock-only", "--ignore-scripts"));
                },
                made -> Files.move(
                        made.resolve("package-lock.json"),
                        options.lock().orElseThrow(),
                        StandardCopyOption.ATOMIC_MOVE));
    }
}
