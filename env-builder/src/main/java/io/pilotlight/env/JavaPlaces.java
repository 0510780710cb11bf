package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where Java may be on this machine.
 *
 * @param running the home of the Java that runs this program
 * @param collections folders with one Java in each of their folders
 */
record JavaPlaces(Path running, List<Path> collections) {
    private static final List<String> OF_THE_SYSTEM = List.of(
            "/usr/lib/jvm",
            "/usr/java",
            "/Library/Java/JavaVirtualMachines",
            "C:\\Program Files\\Java",
            "C:\\Program Files\\Eclipse Adoptium");
    private static final List<String> OF_THE_USER = List.of(
            ".sdkman/candidates/java",
            ".jdks",
            "Library/Java/JavaVirtualMachines",
            ".asdf/installs/java",
            ".local/share/mise/installs/java");

    JavaPlaces {
        collections = List.copyOf(collections);
    }

    static JavaPlaces system() {
        List<Path> collections = new ArrayList<>();
        OF_THE_SYSTEM.stream().map(Path::of).filter(Path::isAbsolute).forEach(collections::add);
        path(System.getProperty("user.home", ""))
                .ifPresent(home -> OF_THE_USER.forEach(name -> collections.add(home.resolve(name))));
        return new JavaPlaces(Path.of(System.getProperty("java.home")), collections);
    }

    /** Returns the homes and programs to look at, in order of preference; not all are Java. */
    List<Path> candidates(Map<String, String> environment) {
        List<Path> found = new ArrayList<>();
        found.add(running);
        path(environment.getOrDefault("JAVA_HOME", "")).ifPresent(found::add);
        found.addAll(new SearchPath(environment).programs("java"));
        for (Path collection : collections) {
            found.addAll(foldersIn(collection));
        }
        return found.stream().distinct().toList();
    }

    /** The newest first, as far as names tell: "jdk-21.0.2" before "jdk-9". */
    private static List<Path> foldersIn(Path collection) {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(collection, Files::isDirectory)) {
            entries.forEach(folders::add);
        } catch (IOException none) {
            return List.of();
        }
        Comparator<Path> byVersion = Comparator.comparing(JavaPlaces::versionInName);
        folders.sort(byVersion.reversed().thenComparing(Comparator.naturalOrder()));
        return folders;
    }

    private static JavaVersion versionInName(Path folder) {
        String digits = String.valueOf(folder.getFileName()).replaceFirst("^\\D+", "");
        String version = digits.replaceFirst("[^\\d._].*$", "").replaceFirst("[._]+$", "");
        try {
            return JavaVersion.parse(version);
        } catch (IllegalArgumentException none) {
            return new JavaVersion(List.of(0));
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(text).filter(it -> !it.isEmpty()).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException cannotBeNamed) {
            return Optional.empty();
        }
    }
}
