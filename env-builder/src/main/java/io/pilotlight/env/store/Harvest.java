package io.pilotlight.env.store;

import io.pilotlight.env.store.StoredFile.Kind;
import io.pilotlight.env.wheel.RecordRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Takes an installed package out of an environment into a folder of the store, by its RECORD. */
final class Harvest {
    static final String TREE = "tree";
    static final String TEXTS = "texts";

    /** What says how the package was asked for, not what is in it. */
    private static final Set<String> OF_THE_REQUEST = Set.of("REQUESTED", "direct_url.json");

    private final Distribution from;
    private final Path entry;
    private final List<StoredFile> files = new ArrayList<>();
    private final Set<Path> folders = new HashSet<>();

    private Harvest(Distribution from, Path entry) {
        this.from = from;
        this.entry = entry;
    }

    /** Stores the package's files in a folder that exists, the manifest last. */
    static void into(Path entry, Distribution from) throws IOException {
        new Harvest(from, entry).take();
    }

    private void take() throws IOException {
        Path record = from.sitePackages().resolve(from.distInfo()).resolve("RECORD");
        byte[] model = Files.readAllBytes(record);
        List<RecordRow> kept = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        for (RecordRow row : RecordRow.parse(model)) {
            Path file = inside(row);
            if (!isOfTheRequest(row.path())) {
                kept.add(row);
                if (!file.equals(record.normalize()) && seen.add(file)) {
                    takeFile(row, file);
                }
            }
        }
        byte[] text = RecordRow.writeLike(model, kept);
        Path stored = text(record, text);
        files.add(line(Kind.RECORD, stored, RecordRow.of("RECORD", text).hash(), record, from.distInfo() + "/RECORD"));
        int umask = FileFacts.of(stored).umask();
        Manifest.of(umask, from.distInfo(), files).writeTo(entry);
    }

    private boolean isOfTheRequest(String name) {
        int slash = name.lastIndexOf('/');
        return slash > 0
                && name.substring(0, slash).equals(from.distInfo())
                && OF_THE_REQUEST.contains(name.substring(slash + 1));
    }

    private Path inside(RecordRow row) throws IOException {
        try {
            Path file = from.sitePackages().resolve(row.path()).normalize();
            if (!file.startsWith(from.environment()) || !StoredFile.isWritable(row.path())) {
                throw new StoreException(from.distInfo() + " has a file " + row.path() + ", which is outside of "
                        + from.environment() + " or has a name that cannot be written down");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new StoreException(from.distInfo() + " has a file " + row.path()
                    + ", which this virtual machine cannot name in its locale");
        }
    }

    private void takeFile(RecordRow row, Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            // a module that does not compile, or a program that was replaced by one that was made
            return;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreException(file + " is no plain file: " + from.distInfo() + " is not stored");
        }
        boolean path = file.toString().endsWith(".pth") || file.toString().endsWith(".egg-link");
        if (path || file.startsWith(from.scripts())) {
            byte[] content = Files.readAllBytes(file);
            Optional<byte[]> text = StoredText.of(content, from.environment().toString(), from.style());
            if (text.isPresent()) {
                Path stored = text(file, text.get());
                String hash = RecordRow.of("", text.get()).hash();
                files.add(line(Kind.TEXT, stored, hash, file, row.path()));
                return;
            }
        }
        Path stored = below(TREE, file);
        join(stored, file);
        files.add(line(path ? Kind.COPY : Kind.LINK, stored, row.hash(), file, row.path()));
    }

    private Path text(Path file, byte[] content) throws IOException {
        Path stored = below(TEXTS, file);
        Files.write(stored, content);
        return stored;
    }

    /** What has just been installed is the store's from now on, without being written twice. */
    private static void join(Path stored, Path file) throws IOException {
        try {
            Files.createLink(stored, file);
        } catch (IOException | UnsupportedOperationException anotherDevice) {
            Files.copy(file, stored, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path below(String part, Path file) throws IOException {
        Path path = entry.resolve(part).resolve(from.environment().relativize(file));
        Path parent = path.getParent();
        if (parent != null && folders.add(parent)) {
            Files.createDirectories(parent);
        }
        return path;
    }

    private StoredFile line(Kind kind, Path stored, String hash, Path file, String recorded) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(stored, BasicFileAttributes.class);
        String path = from.environment().relativize(file).toString().replace('\\', '/');
        if (!StoredFile.isWritable(path) || !StoredFile.isWritable(hash)) {
            throw new StoreException(from.distInfo() + " has a file whose name cannot be written down: " + path);
        }
        return new StoredFile(
                kind,
                FileFacts.of(file).mode(),
                facts.size(),
                facts.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                hash,
                path,
                recorded);
    }
}
