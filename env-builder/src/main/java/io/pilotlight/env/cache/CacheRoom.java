package io.pilotlight.env.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of small files that this user's programs leave for each other. Of more than 256 the oldest half goes.
 *
 * <p>A file is there whole or not at all. One that somebody else owns, or others could have written to, is not read.
 */
public final class CacheRoom {
    private static final FileAttribute<?>[] PRIVATE_FOLDER = attributes("rwx------");
    private static final FileAttribute<?>[] PRIVATE_FILE = attributes("rw-------");
    private static final long LARGEST = 1 << 20;
    private static final int MOST = 256;
    private static final String BEGUN = ".begun";
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path path;

    private CacheRoom(Path path) {
        this.path = path;
    }

    static Optional<CacheRoom> in(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path, PRIVATE_FOLDER);
            }
            return isTrusted(path) ? Optional.of(new CacheRoom(path)) : Optional.empty();
        } catch (IOException cannotBeMade) {
            return Optional.empty();
        }
    }

    /**
     * Returns the folder.
     *
     * @return an absolute path
     */
    public Path path() {
        return path;
    }

    /**
     * Reads a file.
     *
     * @param name the file's name
     * @return its text; empty if it is not there, cannot be read, is very large, or may be somebody else's work
     */
    public Optional<String> read(String name) {
        Path file = path.resolve(name);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || !isTrusted(file)
                    || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException goneOrUnreadable) {
            return Optional.empty();
        }
    }

    /**
     * Writes a file in one step; what was there is replaced, whoever's it is.
     *
     * @param name the file's name
     * @param text its text
     * @throws IOException if it cannot be written
     */
    public void write(String name, String text) throws IOException {
        Path begun = Files.createTempFile(path, ".", BEGUN, PRIVATE_FILE);
        try {
            Files.write(begun, text.getBytes(StandardCharsets.UTF_8));
            tidy(Files.getLastModifiedTime(begun));
            Files.move(begun, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(begun);
        }
    }

    /** A killed writer leaves a file that nobody will finish, and what is written once may never be read again. */
    private void tidy(FileTime now) throws IOException {
        Map<Path, FileTime> finished = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                FileTime time = timeOf(file, now);
                if (!file.toString().endsWith(BEGUN)) {
                    finished.put(file, time);
                } else if (time.toInstant().plus(ABANDONED).isBefore(now.toInstant())) {
                    Files.deleteIfExists(file);
                }
            }
        }
        if (finished.size() >= MOST) {
            List<Path> oldestFirst = new ArrayList<>(finished.keySet());
            oldestFirst.sort(Comparator.comparing(finished::get));
            for (Path file : oldestFirst.subList(0, MOST / 2)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileTime timeOf(Path file, FileTime otherwise) throws IOException {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException finishedMeanwhile) {
            return otherwise;
        }
    }

    private static boolean isTrusted(Path path) throws IOException {
        return !Ownership.isKnown()
                || Ownership.isMineAlone(
                        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return Ownership.isKnown()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
