package io.pilotlight.http.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes files that hold what others must not see: whole or not at all, also when the program is killed meanwhile, and
 * readable by their owner alone where the file system knows owners. What a killed writer leaves is removed by the next one that
 * comes an hour later.
 */
public final class WholeFile {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final String SUFFIX = ".part";
    private static final Pattern OURS = Pattern.compile("[0-9]+" + Pattern.quote(SUFFIX));
    private static final Duration LONGEST_WRITE = Duration.ofHours(1);

    private WholeFile() {}

    /**
     * Puts a file in the place of another, or where none was; what a symbolic link names is replaced, not the link.
     *
     * @param file where to; its folder must exist
     * @param content all of it
     * @throws IOException if it cannot be written; what was there before is still there
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException("not a file: " + file);
        }
        String prefix = "." + target.getFileName() + ".";
        Path staged = Files.createTempFile(folder, prefix, SUFFIX, ownerOnly());
        try {
            sweep(folder, prefix, staged);
            Files.write(staged, content);
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    /** Removes what writers left who were killed long ago: nobody takes that long. */
    private static void sweep(Path folder, String prefix, Path staged) {
        try (Stream<Path> siblings = Files.list(folder)) {
            Instant longAgo = Files.getLastModifiedTime(staged).toInstant().minus(LONGEST_WRITE);
            for (Path each : (Iterable<Path>) siblings::iterator) {
                String name = String.valueOf(each.getFileName());
                if (name.startsWith(prefix)
                        && OURS.matcher(name.substring(prefix.length())).matches()
                        && Files.getLastModifiedTime(each, LinkOption.NOFOLLOW_LINKS)
                                .toInstant()
                                .isBefore(longAgo)) {
                    Files.deleteIfExists(each);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // removed by another meanwhile, or a folder that cannot be listed: no reason not to write
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
