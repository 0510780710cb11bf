package io.pilotlight.env.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The folders beside a folder, in which it is built before it appears and where it goes before it is removed.
 *
 * <p>They are siblings, so that moving is one step of the file system. Each is noted in the file of the lock before it is
 * there, so whoever comes after a kill knows what to remove without looking through the folder. For use by one thread,
 * within {@link #holding}.
 */
public final class Staging {
    private static final int LONGEST_NAME = 180;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern OUR_NAMES = Pattern.compile("[0-9a-f]{12}");

    private final Path directory;
    private final Path parent;
    private final String prefix;
    private final List<Path> begun = new ArrayList<>();
    private PathLock.@Nullable Notes notes;

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
     * Says whether a name beside the folder is one of those that makers of it use.
     *
     * @param entry a path
     * @return whether its last name is one
     */
    public boolean isOurs(Path entry) {
        return String.valueOf(entry.getFileName()).startsWith(prefix);
    }

    /**
     * Waits until no other maker is at the folder, removes what dead ones left, and does something.
     *
     * @param beforeWaiting what to do before waiting for another maker
     * @param body what to do while all others wait
     * @throws IOException if the file system refuses
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void holding(Runnable beforeWaiting, Body body) throws IOException, InterruptedException {
        PathLock.holding(lockFile(), beforeWaiting, held -> swept(held, body));
    }

    /**
     * Removes what a dead maker left, if there is one and nobody is at the folder now.
     *
     * @throws IOException if something cannot be removed
     * @throws InterruptedException if the thread is interrupted
     */
    public void sweepIfLeft() throws IOException, InterruptedException {
        PathLock.holdingIfLeft(lockFile(), held -> swept(held, () -> {}));
    }

    private void swept(PathLock.Notes held, Body body) throws IOException {
        notes = held;
        try {
            sweep(held);
            body.run();
        } finally {
            if (begun.stream().anyMatch(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))) {
                held.keep();
            }
            begun.clear();
            notes = null;
        }
    }

    private Path lockFile() {
        return parent.resolve(prefix + "lock");
    }

    /** What is done while all others wait. */
    @FunctionalInterface
    public interface Body {
        /**
         * Does it.
         *
         * @throws IOException if the file system refuses
         */
        void run() throws IOException;
    }

    /**
     * Returns a path at which nothing is yet, beside the folder.
     *
     * @return a path with a random name
     * @throws IOException if it cannot be noted down
     * @throws IllegalStateException if this is not called within {@link #holding}
     */
    public Path fresh() throws IOException {
        if (notes == null) {
            throw new IllegalStateException("fresh() belongs into holding(...)");
        }
        byte[] random = new byte[6];
        RANDOM.nextBytes(random);
        String name = prefix + HexFormat.of().formatHex(random);
        notes.add(name);
        Path path = parent.resolve(name);
        begun.add(path);
        return path;
    }

    /**
     * Moves a finished folder to its place; what was there goes away whole.
     *
     * @param built the finished folder, from {@link #fresh}
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

    private void sweep(PathLock.Notes held) throws IOException {
        for (String name : held.left()) {
            if (name.startsWith(prefix)
                    && OUR_NAMES.matcher(name.substring(prefix.length())).matches()) {
                Path path = parent.resolve(name);
                begun.add(path);
                Trees.remove(path);
            }
        }
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
