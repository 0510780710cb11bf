package io.pilotlight.env.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Puts stored files into one environment: as one more name of the same file where that can be, else as a copy. */
final class FileLinks {
    /** Pairs of devices between which there are no such links; found out once for all of this process. */
    private static final Set<Pair> UNLINKED = ConcurrentHashMap.newKeySet();

    private static final int ANY_EXECUTE = 0111;
    private static final int ALL_MAY_RUN = 0555;
    private static final int OF_FILES = 0666;
    private static final int OF_PROGRAMS = 0777;

    private final Pair devices;
    private final int umask;
    private final boolean sameUmask;
    private volatile boolean linked;

    private record Pair(long from, long to) {}

    /**
     * Takes a look at both sides.
     *
     * @param stored facts of a plain file of the store, of the one who made it
     * @param storedUmask the umask under which the stored files were made
     * @param here facts of a plain file that has just been made in the environment
     */
    FileLinks(FileFacts stored, int storedUmask, FileFacts here) {
        this.devices = new Pair(stored.device(), here.device());
        this.umask = here.umask();
        this.sameUmask = umask == storedUmask;
        this.linked = sameUmask && stored.owner() == here.owner() && !UNLINKED.contains(devices);
    }

    /** Puts a file in; it must be as its line says, and what is at its place is replaced. */
    void put(StoredFile line, Path from, Path to) throws IOException {
        check(line, from);
        if (!linked || line.kind() == StoredFile.Kind.COPY || !link(from, to)) {
            copy(line, from, to);
        }
    }

    /** Gives a program the permissions that installers give programs under this umask. */
    void makeProgram(Path file) throws IOException {
        setMode(file, (OF_FILES & ~umask) | ALL_MAY_RUN);
    }

    /** Somebody may have edited the file through an environment that it was linked into. */
    private static void check(StoredFile line, Path from) throws IOException {
        try {
            BasicFileAttributes facts =
                    Files.readAttributes(from, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!facts.isRegularFile()
                    || facts.size() != line.size()
                    || facts.lastModifiedTime().to(TimeUnit.NANOSECONDS) != line.modified()) {
                throw new SpoiledException(from + " is not as it was stored");
            }
        } catch (NoSuchFileException e) {
            throw new SpoiledException(from + " is gone from the store");
        }
    }

    private boolean link(Path from, Path to) throws IOException {
        try {
            try {
                Files.createLink(to, from);
            } catch (FileAlreadyExistsException replaced) {
                Files.delete(to);
                Files.createLink(to, from);
            }
            return true;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!String.valueOf(e.getReason()).contains("Too many links")) {
                noLinks();
            }
        } catch (UnsupportedOperationException | ProviderMismatchException e) {
            noLinks();
        }
        return false;
    }

    private void noLinks() {
        linked = false;
        UNLINKED.add(devices);
    }

    private void copy(StoredFile line, Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        setMode(to, sameUmask ? line.mode() : underThisUmask(line.mode()));
        // compiled modules are valid for the time of their source
        Files.setLastModifiedTime(to, FileTime.from(line.modified(), TimeUnit.NANOSECONDS));
    }

    private int underThisUmask(int mode) {
        return (mode & ANY_EXECUTE) == 0 ? OF_FILES & ~umask : (OF_PROGRAMS & ~umask) | ANY_EXECUTE;
    }

    private static void setMode(Path file, int mode) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode & (1 << (all.length - 1 - bit))) != 0) {
                permissions.add(all[bit]);
            }
        }
        try {
            Files.setPosixFilePermissions(file, permissions);
        } catch (UnsupportedOperationException notPosix) {
            // there everything can be run
        }
    }
}
