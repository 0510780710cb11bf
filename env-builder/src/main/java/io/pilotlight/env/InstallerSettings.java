package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What decides, beside the requirements, which packages pip finds: variables and configuration files. */
final class InstallerSettings {
    private static final List<String> OF_THE_SYSTEM = List.of("/etc/pip.conf", "/etc/xdg/pip/pip.conf");

    private InstallerSettings() {}

    static List<String> texts(PackageOptions options) {
        return texts(options, System.getenv(), System.getProperty("user.home", "/"));
    }

    static List<String> texts(PackageOptions options, Map<String, String> environment, String home) {
        List<String> texts = new ArrayList<>();
        texts.add(options.requireHashes() + " " + options.indexUrl());
        options.findLinks().forEach(folder -> texts.add(listing(folder)));
        Map<String, String> variables = new TreeMap<>(environment);
        variables.keySet().removeIf(name -> !name.startsWith("PIP_"));
        texts.add(variables.toString());
        List.of("PIP_CONSTRAINT", "PIP_REQUIREMENT", "PIP_CONFIG_FILE")
                .forEach(name -> path(variables.getOrDefault(name, ""))
                        .map(InstallerSettings::text)
                        .ifPresent(texts::add));
        List<String> files = new ArrayList<>(OF_THE_SYSTEM);
        files.add(environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config") + "/pip/pip.conf");
        files.add(home + "/.pip/pip.conf");
        files.add(home + "/Library/Application Support/pip/pip.conf");
        files.add(environment.getOrDefault("APPDATA", home) + "/pip/pip.ini");
        files.forEach(file -> path(file).map(InstallerSettings::text).ifPresent(texts::add));
        return texts;
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException inThisLocale) {
            return Optional.empty();
        }
    }

    private static String text(Path file) {
        return Files.isRegularFile(file) ? RequirementsFile.read(file) : "";
    }

    /** A file of another name, size or time is another one. */
    private static String listing(Path folder) {
        StringBuilder text = new StringBuilder(folder.toString());
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                text.append('\n')
                        .append(file.getFileName())
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file));
            }
        } catch (IOException e) {
            throw new PackageException("Cannot look for packages in " + folder + ": " + e + ". Name another folder", e);
        }
        return text.toString();
    }
}
