package io.pilotlight.env.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a path, held by one thread of one process at a time.
 *
 * <p>Between processes it is a lock on a file, which the operating system releases when the process dies; between the
 * threads of this process it is a lock in memory, as file locks belong to the whole process. The file is removed with
 * the lock, so that nothing is left beside what was locked.
 */
public final class PathLock {
    /** Locks in memory by file: shared by everything in this process that locks a path, since the file's lock is too. */
    private static final ConcurrentMap<Path, Shared> SHARED = new ConcurrentHashMap<>();

    private static final int LARGEST = 1 << 20;

    private PathLock() {}

    /**
     * Waits for the lock, does something, and gives the lock back.
     *
     * @param file the lock's file, which need not exist; its folder must
     * @param beforeWaiting what to do before waiting for another holder
     * @param body what to do while the lock is held
     * @throws IOException if the file cannot be made or locked, or {@code body} throws one
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static void holding(Path file, Runnable beforeWaiting, Body body) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before locking " + file);
        }
        Shared shared = SHARED.compute(file, (path, known) -> (known == null ? new Shared() : known).joined());
        try {
            if (!shared.lock.tryLock()) {
                beforeWaiting.run();
                shared.lock.lockInterruptibly();
            }
            try {
                FileChannel channel = lockedChannel(file, beforeWaiting);
                try {
                    body.run();
                } finally {
                    // removed while still locked: whoever waits on the old file notices, and takes a new one
                    try (channel) {
                        Files.deleteIfExists(file);
                    }
                }
            } finally {
                shared.lock.unlock();
            }
        } finally {
            leave(file);
        }
    }

    /** What is done under a lock. */
    @FunctionalInterface
    public interface Body {
        /**
         * Does it.
         *
         * @throws IOException if the file system refuses
         */
        void run() throws IOException;
    }

    private static void leave(Path file) {
        SHARED.computeIfPresent(file, (path, known) -> known.left());
    }

    private static FileChannel lockedChannel(Path file, Runnable beforeWaiting)
            throws IOException, InterruptedException {
        while (true) {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            boolean mine = false;
            try {
                if (channel.tryLock() == null) {
                    beforeWaiting.run();
                    channel.lock();
                }
                mine = isAt(file, channel);
                if (mine) {
                    return channel;
                }
            } catch (FileLockInterruptionException | ClosedByInterruptException e) {
                Thread.interrupted();
                throw new InterruptedException("interrupted while waiting for " + file);
            } catch (OverlappingFileLockException e) {
                throw new IOException(file + " is locked by this very thread, or by another copy of this class", e);
            } finally {
                if (!mine) {
                    channel.close();
                }
            }
        }
    }

    /**
     * Says whether the path still leads to the open file: the last holder may have removed it while we waited.
     *
     * <p>The file gets a size by chance, and the path is asked for its size. It must not be opened again to look into it:
     * closing any second opening of a file gives up this process's locks on it (POSIX, fcntl).
     */
    private static boolean isAt(Path file, FileChannel channel) throws IOException {
        int size = 1 + ThreadLocalRandom.current().nextInt(LARGEST);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(new byte[] {0}), size - 1);
        try {
            return Files.size(file) == size;
        } catch (NoSuchFileException removed) {
            return false;
        }
    }

    /** A lock in memory with the number of threads that hold or want it. */
    private static final class Shared {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;

        Shared joined() {
            users++;
            return this;
        }

        @Nullable
        Shared left() {
            users--;
            return users == 0 ? null : this;
        }
    }
}
