package io.pilotlight.env.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * The folders beside a folder, in which it is built before it appears and where it goes before it is removed.
 *
 * <p>They are siblings, so that moving is one step of the file system, and their names tell whose they are. All but
 * {@link #sweep} and {@link #fresh} expect that the caller holds the lock on {@link #lockFile()}.
 */
public final class Staging {
    private static final int LONGEST_NAME = 180;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final Path parent;
    private final String prefix;

    /**
     * Names the places beside a folder.
     *
     * @param directory an absolute path below the root
     */
    public Staging(Path directory) {
        this.directory = directory;
        this.parent = Objects.requireNonNull(directory.getParent(), "a folder below the root");
        this.prefix = "." + stem(String.valueOf(directory.getFileName())) + ".pilotlight-";
    }

    /**
     * Returns the folder in which all of this happens.
     *
     * @return the folder above
     */
    public Path parent() {
        return parent;
    }

    /**
     * Returns the file on which makers of the folder lock each other out.
     *
     * @return a path beside the folder
     */
    public Path lockFile() {
        return parent.resolve(prefix + "lock");
    }

    /**
     * Returns a path at which nothing is yet, beside the folder.
     *
     * @return a path with a random name
     */
    public Path fresh() {
        byte[] random = new byte[6];
        RANDOM.nextBytes(random);
        return parent.resolve(prefix + HexFormat.of().formatHex(random));
    }

    /**
     * Removes what dead makers of the folder left.
     *
     * @throws IOException if something cannot be removed
     */
    public void sweep() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, this::isLeftOver)) {
            for (Path entry : entries) {
                Trees.remove(entry);
            }
        }
    }

    /**
     * Moves a finished folder to its place; what was there goes away whole.
     *
     * @param built the finished folder, from {@link #fresh()}
     * @throws IOException if it cannot be moved; then what was there is there again
     */
    public void promote(Path built) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS) || Trees.isEmpty(directory)) {
            Files.move(built, directory, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path old = fresh();
        Files.move(directory, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(built, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(old, directory, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
        Trees.remove(old);
    }

    /**
     * Removes the folder: it disappears at once, and its contents after that.
     *
     * @throws IOException if it cannot be moved away or removed
     */
    public void removeDirectory() throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Path old = fresh();
            Files.move(directory, old, StandardCopyOption.ATOMIC_MOVE);
            Trees.remove(old);
        }
    }

    private boolean isLeftOver(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return name.startsWith(prefix) && name.substring(prefix.length()).matches("[0-9a-f]{12}");
    }

    /** File systems allow 255 bytes: of a long name the beginning and a checksum serve. */
    private static String stem(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_NAME) {
            return name;
        }
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return name.substring(0, name.offsetByCodePoints(0, 40)) + "-" + Long.toHexString(sum.getValue());
    }
}
