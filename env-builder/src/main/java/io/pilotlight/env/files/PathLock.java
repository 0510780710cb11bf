package io.pilotlight.env.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
                LockFile lock = LockFile.locked(file, beforeWaiting);
                try {
                    body.run(lock);
                } finally {
                    lock.release();
                }
            } finally {
                shared.lock.unlock();
            }
        } finally {
            leave(file);
        }
    }

    /**
     * Does something with the lock if a killed holder has left its file there, and if nobody has the lock now; else nothing.
     *
     * @param file the lock's file
     * @param body what to do while the lock is held
     * @throws IOException if the file cannot be locked, or {@code body} throws one
     * @throws InterruptedException if the thread is interrupted
     */
    public static void holdingIfLeft(Path file, Body body) throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            return;
        }
        Shared shared = SHARED.compute(file, (path, known) -> (known == null ? new Shared() : known).joined());
        try {
            // a thread that has it already would give up the file's lock by opening the file again
            if (!shared.lock.isHeldByCurrentThread() && shared.lock.tryLock()) {
                try {
                    Optional<LockFile> lock = LockFile.lockedIfFree(file);
                    if (lock.isPresent()) {
                        try {
                            body.run(lock.get());
                        } finally {
                            lock.get().release();
                        }
                    }
                } finally {
                    shared.lock.unlock();
                }
            }
        } finally {
            leave(file);
        }
    }

    /**
     * Lines in the lock's file, which outlive a holder who is killed. A holder who ends otherwise takes them along, unless
     * {@link #keep} was called.
     */
    public interface Notes {
        /**
         * Returns what killed holders wrote down.
         *
         * @return lines; empty if there was no such holder
         */
        List<String> left();

        /**
         * Writes down a line. When this returns, a kill of this process no longer loses it.
         *
         * @param line a line without its end
         * @throws IOException if it cannot be written
         */
        void add(String line) throws IOException;

        /** Has the file stay, with all lines, for the next holder. */
        void keep();
    }

    /** What is done under a lock. */
    @FunctionalInterface
    public interface Body {
        /**
         * Does it.
         *
         * @param notes what holders write down for whoever comes after a kill
         * @throws IOException if the file system refuses
         */
        void run(Notes notes) throws IOException;
    }

    private static void leave(Path file) {
        SHARED.computeIfPresent(file, (path, known) -> known.left());
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
