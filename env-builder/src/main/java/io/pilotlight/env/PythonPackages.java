package io.pilotlight.env;

import io.pilotlight.env.dist.DistInfo;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Reads which packages are installed, from the metadata that installers leave. */
final class PythonPackages {
    private PythonPackages() {}

    static List<InstalledPackage> in(Path sitePackages) {
        return infos(sitePackages).stream()
                .filter(info -> !info.name().isEmpty())
                .map(info -> new InstalledPackage(info.name(), info.version()))
                .sorted(Comparator.comparing(it -> it.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** Returns the metadata of all packages, the damaged too, in no order. */
    static List<DistInfo> infos(Path sitePackages) {
        List<DistInfo> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(sitePackages, PythonPackages::isMetadata)) {
            entries.forEach(entry -> found.add(DistInfo.of(entry)));
        } catch (IOException e) {
            throw new DirectoryException("Cannot list the packages in " + sitePackages + ": " + e.getMessage(), e);
        }
        return found;
    }

    /** What pip renames with a tilde is on its way out. */
    private static boolean isMetadata(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return (name.endsWith(".dist-info") || name.endsWith(".egg-info")) && !name.startsWith("~");
    }
}
