package io.pilotlight.env;

import io.pilotlight.env.files.Trees;
import io.pilotlight.env.wheel.RecordRow;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The packages that are in a folder of modules, with their folders of metadata. */
final class InstalledFiles {
    private InstalledFiles() {}

    /** Returns the folders of metadata, by the plain names of the packages. */
    static Map<String, Path> metadata(Path sitePackages) throws IOException {
        Map<String, Path> found = new HashMap<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(sitePackages, "*.{dist-info,egg-info}")) {
            for (Path folder : folders) {
                String name = String.valueOf(folder.getFileName());
                int dash = name.indexOf('-');
                found.put(ResolvedPackage.plain(dash < 0 ? name : name.substring(0, dash)), folder);
            }
        }
        return found;
    }

    /** Returns the names of the folders of metadata, which hold versions. */
    static Set<String> names(Path sitePackages) throws IOException {
        Set<String> names = new TreeSet<>();
        metadata(sitePackages).values().forEach(folder -> names.add(String.valueOf(folder.getFileName())));
        return names;
    }

    /** Removes a package by its RECORD, and the folders that become empty by that, as pip does. */
    static void remove(Path environment, Path metadata) throws IOException {
        Path sitePackages = metadata.resolveSibling("");
        List<Path> files = new ArrayList<>();
        try {
            for (RecordRow row : RecordRow.parse(Files.readAllBytes(metadata.resolve("RECORD")))) {
                Path file = sitePackages.resolve(row.path()).normalize();
                if (file.startsWith(environment)) {
                    files.add(file);
                }
            }
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new IOException(metadata + " has no RECORD that can be followed", e);
        }
        Set<Path> folders = new TreeSet<>();
        for (Path file : files) {
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(file);
            }
            Path folder = file.getParent();
            while (folder != null && folder.startsWith(sitePackages) && !folder.equals(sitePackages)) {
                folders.add(folder);
                folder = folder.getParent();
            }
        }
        for (Path folder : new TreeSet<>(folders).descendingSet()) {
            removeIfEmpty(folder);
        }
    }

    private static void removeIfEmpty(Path folder) throws IOException {
        try {
            if (Trees.isEmpty(folder)) {
                Files.deleteIfExists(folder);
            }
        } catch (NoSuchFileException gone) {
            // gone is what we want
        }
    }
}
