package io.pilotlight.env;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A package.json with the files beside it that say what npm installs. */
final class NodePackageFiles {
    private static final List<String> LOCKS = List.of("npm-shrinkwrap.json", "package-lock.json");
    private static final String SETTINGS = ".npmrc";

    private NodePackageFiles() {}

    static boolean hasLock(Path packageJson) {
        return LOCKS.stream().anyMatch(lock -> Files.isRegularFile(packageJson.resolveSibling(lock)));
    }

    /** Returns the texts of the files; they say whether packages have changed. */
    static List<String> contents(Path packageJson) {
        check(packageJson);
        List<String> contents = new ArrayList<>();
        for (Path file : files(packageJson)) {
            contents.add(file.getFileName() + "\n" + read(file));
        }
        return contents;
    }

    static void copy(Path packageJson, Path to) throws IOException {
        Files.copy(packageJson, to.resolve("package.json"));
        for (Path file : files(packageJson)) {
            if (!file.equals(packageJson)) {
                Files.copy(file, to.resolve(String.valueOf(file.getFileName())));
            }
        }
    }

    private static void check(Path packageJson) {
        if (!Files.isRegularFile(packageJson)) {
            throw new PackageException(
                    "There is no package.json at " + packageJson + ": write it, or name another one", (Throwable) null);
        }
        try {
            Json.standard().read(read(packageJson), Map.class);
        } catch (JsonException e) {
            throw new PackageException(packageJson + " is no valid package.json: " + e.getMessage(), e);
        }
    }

    private static List<Path> files(Path packageJson) {
        List<Path> files = new ArrayList<>(List.of(packageJson));
        for (String name : LOCKS) {
            files.add(packageJson.resolveSibling(name));
        }
        files.add(packageJson.resolveSibling(SETTINGS));
        files.removeIf(file -> !Files.isRegularFile(file));
        return files;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new PackageException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
