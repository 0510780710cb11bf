package io.pilotlight.env;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads which packages are installed, from the metadata that installers leave. */
final class PythonPackages {
    private PythonPackages() {}

    static List<InstalledPackage> in(Path sitePackages) {
        List<InstalledPackage> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(sitePackages, "*.{dist-info,egg-info}")) {
            for (Path entry : entries) {
                metadata(entry).flatMap(PythonPackages::read).ifPresent(found::add);
            }
        } catch (IOException e) {
            throw new DirectoryException("Cannot list the packages in " + sitePackages + ": " + e.getMessage(), e);
        }
        found.sort(Comparator.comparing(it -> it.name().toLowerCase(Locale.ROOT)));
        return List.copyOf(found);
    }

    private static Optional<Path> metadata(Path entry) {
        for (Path file : List.of(entry.resolve("METADATA"), entry.resolve("PKG-INFO"), entry)) {
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static Optional<InstalledPackage> read(Path metadata) {
        String name = "";
        String version = "";
        try {
            String text = new String(Files.readAllBytes(metadata), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                if (line.isEmpty()) {
                    break;
                }
                if (line.startsWith("Name:")) {
                    name = line.substring("Name:".length()).strip();
                } else if (line.startsWith("Version:")) {
                    version = line.substring("Version:".length()).strip();
                }
            }
        } catch (IOException beingRemoved) {
            return Optional.empty();
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(new InstalledPackage(name, version));
    }
}
