package io.pilotlight.http.download;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is there of a file so far, beside its target, with a note of where it comes from; locked while it is open.
 *
 * <p>The note holds a checksum of the URL in place of the URL, which may hold secrets.
 */
final class Partial implements Closeable {
    private static final String FIRST_LINE = "pilotlight-download 1";

    private final Path target;
    private final Path part;
    private final Path note;
    private final RandomAccessFile file;
    private final String source;
    private Origin origin = Origin.UNKNOWN;

    /** Which version of the file it is, how long that is, -1 if nobody knows, and what its checksums are. */
    record Origin(@Nullable String validator, long total, Map<String, String> checksums) {
        static final Origin UNKNOWN = new Origin(null, -1, Map.of());
    }

    private Partial(Path target, String url, RandomAccessFile file) {
        this.target = target;
        this.part = beside(target, ".part");
        this.note = beside(target, ".part.note");
        this.file = file;
        this.source =
                HexFormat.of().formatHex(Checksums.digest("sha-256").digest(url.getBytes(StandardCharsets.UTF_8)));
    }

    static Partial open(Path target, String url) throws IOException {
        RandomAccessFile file = new RandomAccessFile(beside(target, ".part").toFile(), "rw");
        try {
            lock(file, target);
            Partial partial = new Partial(target, url, file);
            partial.recall();
            return partial;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Path beside(Path target, String ending) {
        return target.resolveSibling(target.getFileName() + ending);
    }

    private static void lock(RandomAccessFile file, Path target) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = file.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException("Another download writes " + target + "; wait for it, or choose another target");
        }
    }

    Origin origin() {
        return origin;
    }

    long length() throws IOException {
        return file.length();
    }

    Path path() {
        return part;
    }

    /** Forgets what is there, and notes where what comes now is from. */
    void restart(Origin from) throws IOException {
        file.setLength(0);
        origin = from;
        List<String> lines = new ArrayList<>(List.of(FIRST_LINE, "source " + source, "total " + from.total()));
        if (from.validator() != null) {
            lines.add("validator " + from.validator());
        }
        from.checksums().forEach((name, sum) -> lines.add("checksum " + name + " " + sum));
        Files.write(note, lines);
    }

    /** Writes at the end. */
    void append(byte[] bytes, int count) throws IOException {
        file.seek(file.length());
        file.write(bytes, 0, count);
    }

    /** Puts the file in its place, whole. */
    void finish() throws IOException {
        file.getFD().sync();
        file.close();
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(
                    "No file can be put in place at once in " + target.getParent() + "; choose another", e);
        }
        Files.deleteIfExists(note);
    }

    /** Removes what is there. */
    void discard() throws IOException {
        file.close();
        Files.deleteIfExists(part);
        Files.deleteIfExists(note);
    }

    @Override
    public void close() throws IOException {
        boolean empty = file.getChannel().isOpen() && file.length() == 0;
        file.close();
        if (empty) {
            Files.deleteIfExists(part);
            Files.deleteIfExists(note);
        }
    }

    /** What was written for another URL, or without a note that says so, is worth nothing. */
    private void recall() throws IOException {
        List<String> lines = Files.exists(note) ? Files.readAllLines(note) : List.of();
        if (lines.size() < 3
                || !lines.get(0).equals(FIRST_LINE)
                || !lines.get(1).equals("source " + source)) {
            file.setLength(0);
            return;
        }
        Map<String, String> checksums = new LinkedHashMap<>();
        @Nullable String validator = null;
        long total = -1;
        for (String line : lines) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "total" -> total = words[1].matches("[0-9]{1,18}") ? Long.parseLong(words[1]) : -1;
                case "validator" -> validator = line.substring(10);
                case "checksum" -> checksums.put(words[1], words.length == 3 ? words[2] : "");
                default -> {
                    // the lines that were looked at above
                }
            }
        }
        origin = new Origin(validator, total, checksums);
    }
}
