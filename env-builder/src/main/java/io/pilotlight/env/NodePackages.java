package io.pilotlight.env;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads which packages are installed, from the package.json of each: those below a scope, and those that a package has for
 * itself because others want another version. Each version is listed once, and what a link leads to is not looked into.
 */
final class NodePackages {
    private NodePackages() {}

    static List<InstalledPackage> in(Path nodeModules) {
        List<InstalledPackage> found = new ArrayList<>();
        try {
            collect(nodeModules, found);
        } catch (IOException e) {
            throw new DirectoryException("Cannot list the packages in " + nodeModules + ": " + e.getMessage(), e);
        }
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(InstalledPackage::name).thenComparing(InstalledPackage::version))
                .toList();
    }

    private static void collect(Path folder, List<InstalledPackage> found) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (name.startsWith("@") && Files.isDirectory(entry)) {
                    collect(entry, found);
                } else if (!name.startsWith(".")) {
                    read(entry.resolve("package.json")).ifPresent(found::add);
                    if (!Files.isSymbolicLink(entry)) {
                        collect(entry.resolve("node_modules"), found);
                    }
                }
            }
        }
    }

    private static Optional<InstalledPackage> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Map<?, ?> values = Json.standard().read(Files.readString(file), Map.class);
            if (values.get("name") instanceof String name && values.get("version") instanceof String version) {
                return Optional.of(new InstalledPackage(name, version));
            }
            return Optional.empty();
        } catch (JsonException notAPackage) {
            return Optional.empty();
        }
    }
}
