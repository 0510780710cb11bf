package io.pilotlight.env.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The file of a {@link PathLock} while this process holds the operating system's lock on it.
 *
 * <p>It begins with notes, one a line, and ends with a zero byte at a place by chance: see {@link #isAt}.
 */
final class LockFile implements PathLock.Notes {
    private static final int MOST_NOTES = 1 << 16;
    private static final int LARGEST = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final List<String> left;
    private long written;
    private boolean kept;

    private LockFile(Path file, FileChannel channel, String notes) {
        this.file = file;
        this.channel = channel;
        this.left = notes.lines().toList();
        this.written = notes.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Waits for the lock on the file that is at the path when it is had. */
    static LockFile locked(Path file, Runnable beforeWaiting) throws IOException, InterruptedException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        @Nullable LockFile held = null;
        while (held == null) {
            held = attempt(file, options, channel -> {
                if (channel.tryLock() == null) {
                    beforeWaiting.run();
                    channel.lock();
                }
                return true;
            });
        }
        return held;
    }

    /** Takes the lock on a file that is there, if nobody has it; else empty. */
    static Optional<LockFile> lockedIfFree(Path file) throws IOException, InterruptedException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return Optional.ofNullable(attempt(file, options, channel -> channel.tryLock() != null));
        } catch (NoSuchFileException nobodyLeftIt) {
            return Optional.empty();
        }
    }

    /** Takes the lock of an open file. */
    private interface Taking {
        boolean take(FileChannel channel) throws IOException;
    }

    private static @Nullable LockFile attempt(Path file, Set<StandardOpenOption> options, Taking taking)
            throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file, options);
        boolean mine = false;
        try {
            String notes = taking.take(channel) ? notes(channel) : null;
            mine = notes != null && isAt(file, channel);
            return mine && notes != null ? new LockFile(file, channel, notes) : null;
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

    @Override
    public List<String> left() {
        return left;
    }

    @Override
    public void add(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (written + bytes.length > MOST_NOTES) {
            throw new IOException(file + " is full of notes on folders that could not be removed: remove them and it");
        }
        channel.write(ByteBuffer.wrap(bytes), written);
        written += bytes.length;
    }

    @Override
    public void keep() {
        kept = true;
    }

    /** Removes the file while it is still locked: whoever waits on it notices, and takes a new one. */
    void release() throws IOException {
        try (channel) {
            if (!kept) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String notes(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size == 0) {
            return "";
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, MOST_NOTES));
        channel.read(buffer, 0);
        String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        // a line that a kill cut off is of something that was not begun
        return text.substring(0, (end < 0 ? text : text.substring(0, end)).lastIndexOf('\n') + 1);
    }

    /**
     * Says whether the path still leads to the open file: the last holder may have removed it while we waited.
     *
     * <p>The file gets a size by chance, and the path is asked for its size. It must not be opened again to look into it:
     * closing any second opening of a file gives up this process's locks on it (POSIX, fcntl).
     */
    private static boolean isAt(Path file, FileChannel channel) throws IOException {
        long size = MOST_NOTES + 1L + ThreadLocalRandom.current().nextInt(LARGEST);
        channel.truncate(MOST_NOTES);
        channel.write(ByteBuffer.wrap(new byte[] {0}), size - 1);
        try {
            return Files.size(file) == size;
        } catch (NoSuchFileException removed) {
            return false;
        }
    }
}
