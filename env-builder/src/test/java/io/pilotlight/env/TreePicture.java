package io.pilotlight.env;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that can be seen of a folder: names, types, modes, link targets and contents. */
final class TreePicture {
    private TreePicture() {}

    static Map<String, String> of(Path root) throws IOException {
        Map<String, String> picture = new TreeMap<>();
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.toList();
        }
        for (Path path : paths) {
            picture.put(root.relativize(path).toString(), line(path));
        }
        // what Python's venv does not write
        picture.remove(Receipt.FILE);
        picture.remove("bin/activate.nu");
        return picture;
    }

    private static String line(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "link to " + Files.readSymbolicLink(path);
        }
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        if (Files.isDirectory(path)) {
            return "folder " + mode;
        }
        // compiled modules hold the time of their source
        String content = path.toString().endsWith(".pyc")
                ? "compiled"
                : new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        return "file " + mode + " " + (content.length() > 20_000 ? content.hashCode() : content);
    }
}
