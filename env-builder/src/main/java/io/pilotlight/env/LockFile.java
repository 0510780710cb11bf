package io.pilotlight.env;

import io.pilotlight.env.store.WheelStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A file with the exact versions and hashes of all packages, in the format of requirements files, so that any installer
 * can read it. A remark in it says of what requirements it was made.
 */
final class LockFile {
    private static final String INPUTS = "# inputs: sha256:";

    private final Path path;
    private final String inputs;
    private final String platform;

    private LockFile(Path path, String inputs, String platform) {
        this.path = path;
        this.inputs = inputs;
        this.platform = platform;
    }

    static Optional<LockFile> of(EnvOptions options, PackageRequest request, PythonInterpreter python) {
        PythonInterpreter.Facts facts = python.facts();
        String platform = facts.implementation() + " " + python.number().major() + "."
                + python.number().minor() + (facts.freeThreaded() ? "t" : "") + " on " + facts.buildPlatform();
        List<String> parts = new ArrayList<>(request.meaning());
        parts.add(platform);
        return options.packageOptions().lock().map(path -> new LockFile(path, WheelStore.key(parts), platform));
    }

    Path path() {
        return path;
    }

    /** Says whether the file is there, and was made of the same requirements. */
    boolean fits() {
        return text().lines().anyMatch(line -> line.equals(INPUTS + inputs));
    }

    /** Returns what is in the file; nothing if it is not there. */
    String text() {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return "";
        } catch (IOException e) {
            throw new PackageException("Cannot read the lock file " + path + ": " + e, e);
        }
    }

    /** Refuses to go on with a file that would have to be written. */
    void mustFit() {
        if (!fits()) {
            String what = text().isEmpty() ? "is missing" : "was made of other requirements, or for another Python";
            throw new PackageException(
                    "The lock file " + path + " " + what + " (" + platform
                            + "): create the environment once without locked(true), and keep the file",
                    (Throwable) null);
        }
    }

    void write(List<ResolvedPackage> packages) {
        StringBuilder text = new StringBuilder();
        for (ResolvedPackage one : packages.stream()
                .sorted(Comparator.comparing(ResolvedPackage::plainName))
                .toList()) {
            boolean archive = one.url().startsWith("https://") || one.url().startsWith("http://");
            if (one.sha256().isEmpty() || (one.direct() && !archive)) {
                throw new PackageException(
                        one.name() + " from " + one.url() + " cannot be locked, as it has no checksum: "
                                + "install it from an index, or leave out the lock file",
                        (Throwable) null);
            }
            text.append(one.plainName())
                    .append(one.direct() ? " @ " + one.url() : "==" + one.version())
                    .append(" \\\n    --hash=sha256:")
                    .append(one.sha256())
                    .append('\n');
        }
        write(text.toString());
    }

    /** Writes the file whole, with lines that an installer made. */
    void write(String requirements) {
        String text = "# Written by Pilotlight for " + platform + ": exactly these packages are installed.\n" + INPUTS
                + inputs + "\n" + requirements;
        try {
            Path aside = Files.createTempFile(path.toAbsolutePath().getParent(), path.getFileName() + ".", ".new");
            try {
                Files.delete(aside);
                // written anew, with the permissions that files get here
                Files.write(aside, text.getBytes(StandardCharsets.UTF_8));
                Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new PackageException(
                    "Cannot write the lock file " + path + ": " + e + ". Name one in a folder that can be written", e);
        }
    }
}
