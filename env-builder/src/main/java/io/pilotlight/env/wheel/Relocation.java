package io.pilotlight.env.wheel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the files of an environment name the place to which it will be moved.
 *
 * <p>An installer that runs in the environment writes the environment's present path into the programs it makes, and
 * into path files. Those are rewritten, and their rows in each RECORD with them; compiled modules need nothing, as
 * Python sets their paths when it loads them.
 */
public final class Relocation {
    private static final int FIRST_BYTES = 1024;

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
                rewriteFile(file);
            }
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(sitePackages, "*.{pth,egg-link}")) {
            for (Path file : files) {
                rewriteFile(file);
            }
        }
        if (!changed.isEmpty()) {
            rewriteRecords(sitePackages);
        }
    }

    private void rewriteFile(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || isBinary(file)) {
            return;
        }
        // Latin-1 keeps every byte, whatever the file holds
        String before = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (before.contains(bytesOf(from.toString()))) {
            byte[] content = moved(before).getBytes(StandardCharsets.ISO_8859_1);
            replace(file, content);
            changed.put(file.normalize(), content);
        }
    }

    private String moved(String script) {
        String here = bytesOf(from.toString());
        String there = bytesOf(to.toString());
        Optional<Shebang.Parsed> parsed = Shebang.in(script, Shebang.Style.PIP);
        if (parsed.isPresent() && parsed.get().interpreter().startsWith(here)) {
            String interpreter = there + parsed.get().interpreter().substring(here.length());
            return Shebang.ofBytes(interpreter, parsed.get().style())
                    + parsed.get().rest().replace(here, there);
        }
        return script.replace(here, there);
    }

    /** A program that is no text is read no further, and could not be corrected by replacing text. */
    private static boolean isBinary(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            for (byte b : in.readNBytes(FIRST_BYTES)) {
                if (b == 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The file may be one with another environment's: it is never written into. */
    private static void replace(Path file, byte[] content) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".moving");
        Files.copy(file, aside, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        Files.write(aside, content);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
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
        byte[] before = Files.readAllBytes(record);
        for (RecordRow row : RecordRow.parse(before)) {
            byte[] content = changedContent(sitePackages, row.path());
            RecordRow now = content == null ? row : RecordRow.of(row.path(), content);
            other |= !Objects.equals(row, now);
            rows.add(now);
        }
        if (other) {
            replace(record, RecordRow.writeLike(before, rows));
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
