package io.pilotlight.env.store;

import io.pilotlight.env.store.StoredFile.Kind;
import io.pilotlight.env.wheel.RecordRow;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An entry of the store: the files of an installed package, as they are in an environment. */
final class StoredWheel {
    private static final byte[] EMPTY = {};

    private final Path entry;
    private final Manifest manifest;
    private final List<StoredFile> linked;
    private final Map<StoredFile, byte[]> texts = new HashMap<>();

    private StoredWheel(Path entry, Manifest manifest) throws IOException {
        this.entry = entry;
        this.manifest = manifest;
        this.linked = manifest.files().stream()
                .filter(file -> file.kind() == Kind.LINK || file.kind() == Kind.COPY)
                .toList();
        for (StoredFile file : manifest.files()) {
            if (file.kind() == Kind.TEXT || file.kind() == Kind.RECORD) {
                byte[] text = Files.readAllBytes(entry.resolve(Harvest.TEXTS).resolve(file.path()));
                if (!RecordRow.of("", text).hash().equals(file.hash())) {
                    throw new SpoiledException(file.path() + " in " + entry + " is not as it was stored");
                }
                texts.put(file, text);
            }
        }
    }

    static StoredWheel open(Path entry) throws IOException {
        return new StoredWheel(entry, Manifest.read(entry));
    }

    /** Puts the package into an environment; what is in the way of a file is replaced. */
    void linkInto(Place place) throws IOException {
        for (String folder : manifest.folders()) {
            makeFolder(place.environment().resolve(folder));
        }
        FileFacts here = writeRecord(place);
        FileLinks links = new FileLinks(FileFacts.of(Manifest.in(entry)), manifest.umask(), here);
        for (StoredFile file : manifest.files()) {
            if (file.kind() == Kind.TEXT) {
                Path target = place.environment().resolve(file.path());
                replace(target, StoredText.in(text(file), place.later().toString()));
                if ((file.mode() & 0111) != 0) {
                    links.makeProgram(target);
                }
            }
        }
        Path tree = entry.resolve(Harvest.TREE);
        List<StoredFile> files = place.compiled()
                ? linked
                : linked.stream().filter(file -> !file.path().endsWith(".pyc")).toList();
        Halves.each(
                files,
                file -> links.put(
                        file, tree.resolve(file.path()), place.environment().resolve(file.path())));
    }

    private FileFacts writeRecord(Place place) throws IOException {
        StoredFile record = manifest.files().get(manifest.files().size() - 1);
        Map<String, RecordRow> changed = new HashMap<>();
        for (StoredFile file : manifest.files()) {
            if (file.kind() == Kind.TEXT) {
                byte[] content = StoredText.in(text(file), place.later().toString());
                changed.put(file.recorded(), RecordRow.of(file.recorded(), content));
            }
        }
        List<RecordRow> rows = new ArrayList<>();
        for (RecordRow row : RecordRow.parse(text(record))) {
            rows.add(changed.getOrDefault(row.path(), row));
        }
        Path target = place.environment().resolve(record.path());
        if (place.requested()) {
            RecordRow.insert(rows, RecordRow.of(manifest.distInfo() + "/REQUESTED", EMPTY));
            replace(target.resolveSibling("REQUESTED"), EMPTY);
        }
        replace(target, RecordRow.writeLike(text(record), rows));
        return FileFacts.of(target);
    }

    private byte[] text(StoredFile file) {
        return texts.getOrDefault(file, EMPTY);
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException another) {
            if (!Files.isDirectory(folder)) {
                throw another;
            }
        } catch (NoSuchFileException noneAbove) {
            Files.createDirectories(folder);
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        Files.write(file, content);
    }
}
