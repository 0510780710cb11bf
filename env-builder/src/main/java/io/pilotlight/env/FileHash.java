package io.pilotlight.env;

import io.pilotlight.env.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Checksums of files that hardly ever change, such as an interpreter's own wheels. */
final class FileHash {
    /** Known until the file changes: shared by all of this process. */
    private static final ConcurrentMap<Stamp, String> KNOWN = new ConcurrentHashMap<>();

    private static final int MOST_KNOWN = 200;

    private FileHash() {}

    private record Stamp(Path file, long size, FileTime modified) {}

    /** Returns the SHA-256 of a file's content, in hexadecimal digits. */
    static String of(Path file) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        Stamp stamp = new Stamp(file, facts.size(), facts.lastModifiedTime());
        String known = KNOWN.get(stamp);
        if (known != null) {
            return known;
        }
        String hash = Sha256.of(file);
        if (KNOWN.size() >= MOST_KNOWN) {
            KNOWN.clear();
        }
        KNOWN.put(stamp, hash);
        return hash;
    }
}
