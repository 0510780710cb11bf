package io.pilotlight.env;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The templates of activation scripts in a folder, and how the venv module beside them treats values.
 *
 * <p>They are read once, and again when a file or folder of them has another size or time.
 *
 * @param scripts the templates
 * @param quotesValues whether the module quotes values, since the fix of CVE-2024-9287, rather than the templates do
 * @param stamps what was read, and when it was changed
 */
record ScriptTemplates(List<Template> scripts, boolean quotesValues, Map<Path, Stamp> stamps) {
    /** What interpreters brought along: they are the machine's, so the whole process shares it. */
    private static final ConcurrentMap<Path, ScriptTemplates> KNOWN = new ConcurrentHashMap<>();

    /**
     * A template.
     *
     * @param source its file
     * @param place where it goes, below the folder for programs
     * @param text its text, or null if it is not UTF-8
     * @param modes its permissions, or null where files have none
     */
    record Template(
            Path source,
            Path place,
            @Nullable String text,
            @Nullable Set<PosixFilePermission> modes) {}

    /** When something was changed; null if it is not there. */
    private record Stamp(@Nullable FileTime modified, long size) {
        static final Stamp NONE = new Stamp(null, 0);

        static Stamp of(Path path) {
            try {
                return of(Files.readAttributes(path, BasicFileAttributes.class));
            } catch (IOException notThere) {
                return NONE;
            }
        }

        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.lastModifiedTime(), attributes.isDirectory() ? 0 : attributes.size());
        }
    }

    /** Returns the templates of an interpreter's own venv, whose parts are named "common" and "posix" or "nt". */
    static ScriptTemplates ofInterpreter(Path folder, String platform) throws IOException {
        ScriptTemplates known = KNOWN.get(folder);
        if (known != null && known.stamps.entrySet().stream().allMatch(ScriptTemplates::isUnchanged)) {
            return known;
        }
        ScriptTemplates read = read(folder, platform);
        KNOWN.put(folder, read);
        return read;
    }

    /** Reads the templates of any folder. */
    static ScriptTemplates read(Path folder, String platform) throws IOException {
        List<Template> scripts = new ArrayList<>();
        Map<Path, Stamp> stamps = new LinkedHashMap<>();
        for (String part : List.of("common", platform)) {
            Path source = folder.resolve(part);
            stamps.put(source, Stamp.of(source));
            if (Files.isDirectory(source)) {
                readPart(source, scripts, stamps);
            }
        }
        Path module = folder.resolveSibling("__init__.py");
        stamps.put(module, Stamp.of(module));
        boolean quotes = Files.isRegularFile(module) && Files.readString(module).contains("script_path");
        return new ScriptTemplates(List.copyOf(scripts), quotes, Map.copyOf(stamps));
    }

    private static void readPart(Path source, List<Template> scripts, Map<Path, Stamp> stamps) throws IOException {
        List<Path> paths;
        try (Stream<Path> tree = Files.walk(source)) {
            paths = tree.sorted().toList();
        }
        for (Path path : paths) {
            stamps.put(path, Stamp.of(path));
            if (Files.isRegularFile(path)) {
                scripts.add(new Template(path, source.relativize(path), text(path), modes(path)));
            }
        }
    }

    private static @Nullable String text(Path path) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    private static @Nullable Set<PosixFilePermission> modes(Path path) throws IOException {
        @Nullable PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        return view == null ? null : view.readAttributes().permissions();
    }

    private static boolean isUnchanged(Map.Entry<Path, Stamp> entry) {
        return Objects.equals(Stamp.of(entry.getKey()), entry.getValue());
    }
}
