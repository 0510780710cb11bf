package io.pilotlight.env.store;

import io.pilotlight.env.files.Sha256;
import io.pilotlight.env.files.Staging;
import io.pilotlight.env.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder of installed packages, each stored once and linked into any number of environments.
 *
 * <p>An entry is a folder that appears whole, made by one maker at a time; it never changes after that. Where it lies on
 * the same device as an environment, their files are the same: an entry of which a file was written to is found out by
 * size and time before it is used, thrown away and made anew.
 */
public final class WheelStore {
    private static final ConcurrentMap<Path, Opened> OPENED = new ConcurrentHashMap<>();
    private static final int MOST_OPENED = 500;
    private static final int ATTEMPTS = 3;

    private final Path folder;

    /**
     * Makes a store of a folder.
     *
     * @param folder an absolute path; nothing need be there
     */
    public WheelStore(Path folder) {
        this.folder = folder;
    }

    private record Stamp(
            long size, Object modified, @Nullable Object file) {}

    private record Opened(Stamp stamp, StoredWheel wheel) {}

    /** Installs a package somewhere, for it to be stored. */
    @FunctionalInterface
    public interface Maker {
        /**
         * Installs the package.
         *
         * @param scratch an empty folder, which is removed afterwards
         * @return what was installed, and where
         * @throws IOException if it cannot be installed
         */
        Distribution make(Path scratch) throws IOException;
    }

    /**
     * Names an entry.
     *
     * @param parts what it is made of
     * @return a name that is the same for the same parts only
     */
    public static String key(List<String> parts) {
        return Sha256.of(parts);
    }

    /**
     * Puts a package into an environment, after storing it if it is not there yet.
     *
     * @param key the entry's name
     * @param maker installs the package somewhere; called while others wait for the same entry
     * @param place where to put it
     * @throws StoreException if it cannot be stored
     * @throws IOException if the environment cannot be written
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void install(String key, Maker maker, Place place) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (find(key).isEmpty()) {
                store(key, maker);
            }
            if (link(key, place)) {
                return;
            }
        }
        throw new StoreException("the entry " + key + " in " + folder + " changes while it is used: clear that folder");
    }

    /**
     * Puts a package into an environment if it is stored.
     *
     * @param key the entry's name
     * @param place where to put it
     * @return whether it is; if it is not, something of it may have been put there
     * @throws StoreException if a spoiled entry cannot be removed
     * @throws IOException if the environment cannot be written
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean link(String key, Place place) throws IOException, InterruptedException {
        Optional<Opened> found = find(key);
        if (found.isEmpty()) {
            return false;
        }
        try {
            found.get().wheel.linkInto(place);
            return true;
        } catch (SpoiledException e) {
            drop(key, found.get().stamp);
            return false;
        } catch (NoSuchFileException e) {
            if (find(key).isEmpty()) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Says whether a package is stored.
     *
     * @param key the entry's name
     * @return whether it is there, and looks whole
     * @throws StoreException if a spoiled entry cannot be removed
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean has(String key) throws StoreException, InterruptedException {
        return find(key).isPresent();
    }

    /**
     * Stores a package if it is not there yet.
     *
     * @param key the entry's name
     * @param maker installs the package somewhere; called while others wait for the same entry
     * @throws StoreException if it cannot be stored
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void store(String key, Maker maker) throws StoreException, InterruptedException {
        try {
            Files.createDirectories(folder);
            Staging staging = new Staging(folder.resolve(key));
            staging.holding(() -> {}, () -> {
                if (!Files.exists(Manifest.in(folder.resolve(key)))) {
                    make(staging, maker);
                }
            });
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreException("nothing can be stored in " + folder + ": " + e, e);
        }
    }

    private static void make(Staging staging, Maker maker) throws IOException {
        Path aside = staging.fresh();
        try {
            Path scratch = aside.resolve("scratch");
            Files.createDirectories(scratch);
            Harvest.into(aside, maker.make(scratch));
            Trees.remove(scratch);
            staging.promote(aside);
        } finally {
            Trees.remove(aside);
        }
    }

    private Optional<Opened> find(String key) throws StoreException, InterruptedException {
        Path entry = folder.resolve(key);
        Stamp stamp;
        try {
            stamp = stamp(entry);
        } catch (IOException notThere) {
            return Optional.empty();
        }
        Opened known = OPENED.get(entry);
        if (known != null && known.stamp.equals(stamp)) {
            return Optional.of(known);
        }
        try {
            Opened opened = new Opened(stamp, StoredWheel.open(entry));
            if (OPENED.size() >= MOST_OPENED) {
                OPENED.clear();
            }
            OPENED.put(entry, opened);
            return Optional.of(opened);
        } catch (IOException spoiled) {
            drop(key, stamp);
            return Optional.empty();
        }
    }

    private void drop(String key, Stamp spoiled) throws StoreException, InterruptedException {
        Path entry = folder.resolve(key);
        Staging staging = new Staging(entry);
        try {
            staging.holding(() -> {}, () -> {
                if (!Files.exists(Manifest.in(entry)) || stamp(entry).equals(spoiled)) {
                    staging.removeDirectory();
                }
            });
        } catch (IOException e) {
            throw new StoreException("the spoiled entry " + entry + " cannot be removed: " + e, e);
        }
    }

    private static Stamp stamp(Path entry) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(Manifest.in(entry), BasicFileAttributes.class);
        return new Stamp(facts.size(), facts.lastModifiedTime(), facts.fileKey());
    }
}
