package io.pilotlight.env;

import io.pilotlight.core.Language;
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
import java.util.Set;
import java.util.regex.Pattern;

/** Tells environments from other folders, and finds them. */
final class EnvFolders {
    private static final Set<String> CLOSED = Set.of("node_modules", ".git", "site-packages");

    /** What is being built, or was left by a killed builder, is no environment yet. */
    private static final Pattern STAGING = Pattern.compile("\\..*\\.pilotlight-[0-9a-f]{12}");

    private EnvFolders() {}

    static VirtualEnvironment open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        Optional<Language> language = language(path);
        if (language.isEmpty()) {
            throw none(path);
        }
        return switch (language.get()) {
            case PYTHON -> PythonEnvironment.open(path);
            case NODE -> NodeEnvironment.open(path);
            case JAVA -> JavaEnvironment.open(path);
        };
    }

    static VirtualEnvironment openAsIs(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        return asIs(path)
                .or(() -> wasPython(path) ? Optional.of(PythonEnvironment.asIs(path)) : Optional.empty())
                .orElseThrow(() -> none(path));
    }

    static List<VirtualEnvironment> below(Path folder, int depth) {
        Path path = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw new DirectoryException("There is no folder '" + path + "': name one in which to look");
        }
        List<VirtualEnvironment> found = new ArrayList<>();
        collect(path, depth, found);
        found.sort(Comparator.comparing(VirtualEnvironment::directory));
        return List.copyOf(found);
    }

    static Optional<String> fingerprint(Path directory) {
        return Optional.ofNullable(receipt(directory).get("fingerprint"));
    }

    private static void collect(Path folder, int depth, List<VirtualEnvironment> found) {
        Optional<VirtualEnvironment> here = asIs(folder);
        here.ifPresent(found::add);
        if (here.isPresent() || depth <= 0) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                boolean open = !CLOSED.contains(name) && !STAGING.matcher(name).matches();
                if (open && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    collect(entry, depth - 1, found);
                }
            }
        } catch (IOException closed) {
            // one folder that may not be read must not hide the others
        }
    }

    private static Optional<VirtualEnvironment> asIs(Path path) {
        return language(path).flatMap(language -> switch (language) {
            case PYTHON -> Optional.of(PythonEnvironment.asIs(path));
            case NODE -> Optional.of(NodeEnvironment.asIs(path));
            case JAVA -> Optional.of(JavaEnvironment.asIs(path));
        });
    }

    private static Optional<Language> language(Path path) {
        String named = receipt(path).getOrDefault("language", "");
        for (Language language : Language.values()) {
            if (language.name().equals(named)) {
                return Optional.of(language);
            }
        }
        return Files.isRegularFile(path.resolve(PythonPlace.CONFIGURATION))
                ? Optional.of(Language.PYTHON)
                : Optional.empty();
    }

    /** An environment without its pyvenv.cfg; a Python that was installed looks alike, but has a library of its own. */
    private static boolean wasPython(Path path) {
        PythonPlace place = PythonPlace.of(path, Map.of());
        return Files.isDirectory(place.sitePackages())
                && Files.isRegularFile(place.programs().resolve("activate"))
                && !Files.exists(place.sitePackages().resolveSibling("os.py"));
    }

    private static Map<String, String> receipt(Path directory) {
        try {
            return Receipt.existsIn(directory) ? KeyValueFile.read(directory.resolve(Receipt.FILE)) : Map.of();
        } catch (IOException unreadable) {
            return Map.of();
        }
    }

    private static DirectoryException none(Path path) {
        return new DirectoryException("'" + path + "' holds no environment: it has neither " + Receipt.FILE + " nor "
                + PythonPlace.CONFIGURATION + ". Create one there, or name another folder");
    }
}
