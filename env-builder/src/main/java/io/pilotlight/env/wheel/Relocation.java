package io.pilotlight.env.wheel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the files of an environment name the place to which it will be moved.
 *
 * <p>An installer that runs in the environment writes the environment's present path into the programs it makes, and
 * into path files. Those are rewritten, and their rows in each RECORD with them; compiled modules need nothing, as
 * Python sets their paths when it loads them.
 */
public final class Relocation {
    private final Path from;
    private final Path to;
    private final Map<Path, byte[]> changed = new HashMap<>();

    /**
     * Describes a move.
     *
     * @param from where the environment is
     * @param to where it will be
     */
    public Relocation(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Rewrites the environment's files.
     *
     * @param scripts its folder of programs
     * @param sitePackages its folder of modules
     * @throws IOException if a file cannot be read or written
     */
    public void rewrite(Path scripts, Path sitePackages) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(scripts)) {
            for (Path file : files) {
                rewriteFile(scripts, file);
            }
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(sitePackages, "*.{pth,egg-link}")) {
            for (Path file : files) {
                rewriteFile(scripts, file);
            }
        }
        if (!changed.isEmpty()) {
            rewriteRecords(sitePackages);
        }
    }

    private void rewriteFile(Path scripts, Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        // Latin-1 keeps every byte, whatever the file holds
        String before = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        String here = bytesOf(from.toString());
        if (!before.contains(here)) {
            return;
        }
        String after = before;
        try (DirectoryStream<Path> interpreters = Files.newDirectoryStream(scripts, "py*")) {
            for (Path interpreter : interpreters) {
                String present = interpreter.toString();
                String future = to.resolve(from.relativize(interpreter)).toString();
                after = Shebang.replaced(after, bytesOf(present), bytesOf(future));
            }
        }
        byte[] content = after.replace(here, bytesOf(to.toString())).getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, content);
        changed.put(file.normalize(), content);
    }

    private void rewriteRecords(Path sitePackages) throws IOException {
        try (DirectoryStream<Path> packages = Files.newDirectoryStream(sitePackages, "*.dist-info")) {
            for (Path dist : packages) {
                Path record = dist.resolve("RECORD");
                if (Files.isRegularFile(record)) {
                    rewriteRecord(sitePackages, record);
                }
            }
        }
    }

    private void rewriteRecord(Path sitePackages, Path record) throws IOException {
        boolean other = false;
        List<RecordRow> rows = new ArrayList<>();
        for (RecordRow row : RecordRow.parse(Files.readAllBytes(record))) {
            byte[] content = changedContent(sitePackages, row.path());
            RecordRow now = content == null ? row : RecordRow.of(row.path(), content);
            other |= !Objects.equals(row, now);
            rows.add(now);
        }
        if (other) {
            Files.write(record, RecordRow.write(rows));
        }
    }

    /** What a file of a RECORD has become, or null if it is as it was. */
    private byte @Nullable [] changedContent(Path sitePackages, String name) {
        try {
            return changed.get(sitePackages.resolve(name).normalize());
        } catch (InvalidPathException e) {
            // a name that this virtual machine cannot write in its locale; what was changed, it could
            return null;
        }
    }

    private static String bytesOf(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
