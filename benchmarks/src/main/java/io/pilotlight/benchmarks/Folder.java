package io.pilotlight.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which one run of the benchmarks makes its files.
 *
 * <p>It is removed when the whole run is over, not before: file systems avoid the places of files that were just removed
 * for some minutes, which would be counted against whoever comes next.
 */
final class Folder {
    private static final String PROPERTY = "pilotlight.benchmarks.folder";

    private Folder() {}

    /** Makes the folder of a run, and has it removed when this Java virtual machine ends. */
    static Path ofThisRun() throws IOException {
        Path folder = Files.createTempDirectory("pilotlight-benchmarks-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        return folder;
    }

    /** Returns the argument that tells the folder to a Java virtual machine of the run. */
    static String argument(Path folder) {
        return "-D" + PROPERTY + "=" + folder;
    }

    /** Makes a new folder in the folder of the run. */
    static Path fresh() throws IOException {
        Path folder = Path.of(Objects.requireNonNull(System.getProperty(PROPERTY), PROPERTY));
        return Files.createTempDirectory(folder, "fork-");
    }

    /** Makes a new folder that holds one of this package's resources. */
    static Path with(String resource) throws IOException {
        Path folder = fresh();
        Files.writeString(folder.resolve(resource), text(resource));
        return folder;
    }

    /** Reads one of this package's resources. */
    static String text(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Folder.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
                        throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Remove " + folder + " by hand", e);
        }
    }
}
