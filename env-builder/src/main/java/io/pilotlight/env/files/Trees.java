package io.pilotlight.env.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Whole folders, and what their files may do. */
public final class Trees {
    private Trees() {}

    /**
     * Removes a folder with all that is in it; links are removed and never followed.
     *
     * <p>What others remove at the same time is no error.
     *
     * @param path what to remove; nothing happens if it is not there
     * @throws IOException if something cannot be removed
     */
    public static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            removeContents(path);
        }
        Files.deleteIfExists(path);
    }

    /**
     * Says whether a folder has nothing in it.
     *
     * @param directory an existing folder
     * @return whether it is empty
     * @throws IOException if it cannot be read
     */
    public static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }

    private static void removeContents(Path directory) throws IOException {
        makeWritable(directory);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                remove(entry);
            }
        } catch (NoSuchFileException goneMeanwhile) {
            // gone is what we want
        }
    }

    /** A folder that a package made read-only could not be emptied. */
    private static void makeWritable(Path directory) {
        if (!Files.isWritable(directory)) {
            try {
                Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(directory));
                permissions.add(PosixFilePermission.OWNER_WRITE);
                permissions.add(PosixFilePermission.OWNER_EXECUTE);
                Files.setPosixFilePermissions(directory, permissions);
            } catch (IOException | UnsupportedOperationException notOurs) {
                // removing an entry will say what is wrong
            }
        }
    }

    /**
     * Makes a file a program that everybody may run who may read it.
     *
     * @param file the file
     * @throws IOException if its permissions cannot be changed
     */
    public static void makeExecutable(Path file) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        permissions.add(PosixFilePermission.OWNER_EXECUTE);
        permissions.add(PosixFilePermission.GROUP_EXECUTE);
        permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        Files.setPosixFilePermissions(file, permissions);
    }
}
