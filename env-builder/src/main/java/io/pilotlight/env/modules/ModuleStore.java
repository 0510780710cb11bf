package io.pilotlight.env.modules;

import io.pilotlight.env.files.PathLock;
import io.pilotlight.env.files.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps installed {@code node_modules} folders by a key that says all that went into them, and puts them into other
 * environments: files as hard links, or as copies where there are no such links.
 *
 * <p>A file that somebody edited in place, through whichever environment, is known by its size and time stamp; its whole
 * tree is then thrown away. The number of trees is limited: those that were not used for longest go first.
 *
 * <p>It may be used by many threads and processes at once.
 */
public final class ModuleStore {
    private static final int MOST_TREES = 64;
    private static final String BEGUN = ".begun-";
    private static final String TREE = "tree";
    private static final String INDEX = "index";
    private static final String USED = "used";

    /** npm writes this file anew in its place. */
    private static final Set<String> WRITTEN_IN_PLACE = Set.of(".package-lock.json");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;

    /**
     * Opens a store.
     *
     * @param folder an existing folder that belongs to this store alone
     */
    public ModuleStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Puts a kept tree into an environment.
     *
     * @param key the key under which it was kept
     * @param to an empty folder; it is empty again if there is no such tree
     * @return whether there was one
     * @throws IOException if the environment cannot be written to
     */
    public boolean fetch(String key, Path to) throws IOException {
        Path entry = folder.resolve(key);
        Path index = entry.resolve(INDEX);
        if (!Files.isRegularFile(index)) {
            return false;
        }
        boolean whole = false;
        try {
            if (fill(entry, Files.readAllLines(index, StandardCharsets.UTF_8), to)) {
                Files.write(entry.resolve(USED), new byte[] {'\n'});
                whole = true;
            } else {
                discard(entry);
            }
        } catch (NoSuchFileException droppedMeanwhile) {
            discard(entry);
        } catch (InvalidPathException notInThisLocale) {
            // it may serve another process
            whole = false;
        } finally {
            if (!whole) {
                empty(to);
            }
        }
        return whole;
    }

    /**
     * Keeps a tree; its files are the store's from now on, too. A tree that cannot be kept (a name with a line break, a
     * device, another file system without links that is full) is not, without a word.
     *
     * @param key says all that went into it, in letters and digits
     * @param from the installed tree
     * @throws InterruptedException if the thread is interrupted while another one keeps a tree
     */
    public void keep(String key, Path from) throws InterruptedException {
        try {
            PathLock.holding(folder.resolve(".lock"), () -> {}, notes -> keepLocked(key, from));
        } catch (IOException notKept) {
            // the next environment takes longer, that is all
        }
    }

    private void keepLocked(String key, Path from) throws IOException {
        sweep();
        Path entry = folder.resolve(key);
        if (Files.exists(entry)) {
            return;
        }
        Path begun = fresh();
        try {
            Optional<List<String>> lines = take(from, Files.createDirectories(begun.resolve(TREE)));
            if (lines.isPresent()) {
                Files.write(begun.resolve(INDEX), lines.get(), StandardCharsets.UTF_8);
                Files.write(begun.resolve(USED), new byte[] {'\n'});
                Files.move(begun, entry, StandardCopyOption.ATOMIC_MOVE);
                evict();
            }
        } finally {
            Trees.remove(begun);
        }
    }

    /** Links the files of a tree into the store; empty if one of them cannot be kept. */
    private static Optional<List<String>> take(Path from, Path tree) throws IOException {
        List<Path> places;
        try (Stream<Path> walk = Files.walk(from)) {
            places = walk.filter(place -> !place.equals(from)).sorted().toList();
        }
        List<String> lines = new ArrayList<>();
        for (Path place : places) {
            Optional<TreeEntry> found = TreeEntry.of(from, place);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            TreeEntry entry = found.get();
            Path kept = tree.resolve(entry.path());
            switch (entry.kind()) {
                case FOLDER -> Files.createDirectory(kept);
                case LINK -> {
                    // its target stands in the index
                }
                case FILE -> {
                    link(place, kept);
                    // of a copy, which may have a time stamp of its own
                    entry = TreeEntry.of(tree, kept).orElseThrow();
                }
            }
            lines.add(entry.line());
        }
        return Optional.of(lines);
    }

    /** Says whether all of the tree was put in: not if a file is not as it was. */
    private static boolean fill(Path entry, List<String> lines, Path to) throws IOException {
        Path tree = entry.resolve(TREE);
        for (String line : lines) {
            Optional<TreeEntry> read = TreeEntry.parse(line);
            if (read.isEmpty() || !to.resolve(read.get().path()).normalize().startsWith(to)) {
                return false;
            }
            TreeEntry part = read.get();
            Path place = to.resolve(part.path());
            switch (part.kind()) {
                case FOLDER -> Files.createDirectory(place);
                case LINK ->
                    Files.createSymbolicLink(place, place.getFileSystem().getPath(part.fact()));
                case FILE -> {
                    Path kept = tree.resolve(part.path());
                    if (!part.fits(kept)) {
                        return false;
                    }
                    link(kept, place);
                }
            }
        }
        return true;
    }

    private static void link(Path from, Path to) throws IOException {
        if (!WRITTEN_IN_PLACE.contains(String.valueOf(from.getFileName()))) {
            try {
                Files.createLink(to, from);
                return;
            } catch (NoSuchFileException gone) {
                throw gone;
            } catch (FileSystemException | UnsupportedOperationException otherDeviceOrTooManyLinks) {
                // a copy serves as well
            }
        }
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }

    private Path fresh() {
        byte[] random = new byte[6];
        RANDOM.nextBytes(random);
        return folder.resolve(BEGUN + HexFormat.of().formatHex(random));
    }

    /** Renamed first: nobody finds half a tree. */
    private void discard(Path entry) {
        Path away = fresh();
        try {
            Files.move(entry, away, StandardCopyOption.ATOMIC_MOVE);
            Trees.remove(away);
        } catch (IOException anotherOneDidIt) {
            // what is left is swept by the next one who keeps something
        }
    }

    /** Whoever begins to keep a tree holds the lock, so what was begun without an end is a dead one's. */
    private void sweep() throws IOException {
        try (DirectoryStream<Path> begun = Files.newDirectoryStream(folder, BEGUN + "*")) {
            for (Path dead : begun) {
                Trees.remove(dead);
            }
        }
    }

    private void evict() throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(folder, place -> Files.exists(place.resolve(INDEX)))) {
            all.forEach(entries::add);
        }
        entries.sort(Comparator.comparing(ModuleStore::lastUsed).reversed());
        entries.stream().skip(MOST_TREES).forEach(this::discard);
    }

    private static FileTime lastUsed(Path entry) {
        try {
            return Files.getLastModifiedTime(entry.resolve(USED));
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static void empty(Path directory) throws IOException {
        Trees.remove(directory);
        Files.createDirectory(directory);
    }
}
