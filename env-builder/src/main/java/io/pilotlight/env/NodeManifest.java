package io.pilotlight.env;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What npm is to install: a package.json, with packages beside it, and the files that say more about them. */
final class NodeManifest {
    private static final List<String> LOCKS = List.of("npm-shrinkwrap.json", "package-lock.json");
    private static final List<String> LISTS = List.of("dependencies", "devDependencies", "optionalDependencies");

    private final NodeEnvOptions options;
    private final @Nullable String packageJson;
    private final @Nullable String settings;
    private final @Nullable NodeLock lock;

    private NodeManifest(NodeEnvOptions options) {
        this.options = options;
        this.packageJson = options.packageJson().map(NodeManifest::packageJson).orElse(null);
        this.settings = options.packageJson()
                .map(file -> file.resolveSibling(".npmrc"))
                .filter(Files::isRegularFile)
                .map(NodeManifest::read)
                .orElse(null);
        this.lock =
                lockFile(options).map(file -> new NodeLock(file, read(file))).orElse(null);
        if (options.locked() && lock == null) {
            throw new PackageException(
                    "There is no lock file "
                            + options.lock().map(file -> "at " + file).orElse("beside the package.json")
                            + ": make one with npm install, or drop locked",
                    (Throwable) null);
        }
    }

    /** Reads the files that the options name; what is in them is looked at later. */
    static NodeManifest of(NodeEnvOptions options) {
        return new NodeManifest(options);
    }

    /** What npm finds in its folder. */
    record Texts(String packageJson, Optional<NodeLock> lock, Optional<String> settings) {

        void writeTo(Path folder) throws IOException {
            Files.writeString(folder.resolve("package.json"), packageJson);
            if (settings.isPresent()) {
                Files.writeString(folder.resolve(".npmrc"), settings.get());
            }
            if (lock.isPresent()) {
                Files.writeString(
                        folder.resolve(lock.get().nameForNpm()), lock.get().text());
            }
        }
    }

    /** Returns what says whether packages have changed. */
    List<String> ingredients() {
        List<String> all = new ArrayList<>(options.packages());
        all.add(String.valueOf(packageJson));
        all.add(String.valueOf(settings));
        all.add(lock == null ? "" : lock.nameForNpm() + "\n" + lock.text());
        return all;
    }

    /** Says whether there is to be a lock file that nobody has written yet. */
    boolean awaitsLock() {
        return options.lock().isPresent() && lock == null;
    }

    /** Says whether npm is to install exactly what the lock file lists. */
    boolean isExact() {
        // packages that were added are not in the lock file of a package.json; in one of their own they are
        return lock != null && (options.lock().isPresent() || options.packages().isEmpty());
    }

    /** Returns what npm is to find, checked. */
    Texts texts() {
        Map<String, Object> content = new LinkedHashMap<>();
        boolean changed = true;
        if (packageJson == null) {
            content.put("name", "environment");
            content.put("private", true);
        } else {
            content.putAll(object(packageJson));
            changed = makeAbsolute(content);
        }
        if (!options.packages().isEmpty()) {
            add(content);
            changed = true;
        }
        if (lock != null) {
            lock.check();
        }
        String text = changed || packageJson == null ? Json.standard().text(content) + "\n" : packageJson;
        return new Texts(text, Optional.ofNullable(lock), Optional.ofNullable(settings));
    }

    private static Optional<Path> lockFile(NodeEnvOptions options) {
        if (options.lock().isPresent()) {
            return options.lock().filter(Files::exists);
        }
        return options.packageJson().flatMap(file -> LOCKS.stream()
                .map(file::resolveSibling)
                .filter(Files::isRegularFile)
                .findFirst());
    }

    /** A path is meant from the folder of the package.json, and npm does not run there. */
    private boolean makeAbsolute(Map<String, Object> content) {
        boolean changed = false;
        for (String list : LISTS) {
            if (content.get(list) instanceof Map<?, ?> packages) {
                Map<String, Object> now = new LinkedHashMap<>();
                packages.forEach((name, wanted) -> now.put(String.valueOf(name), absolute(wanted)));
                changed |= !now.equals(packages);
                content.put(list, now);
            }
        }
        return changed;
    }

    private Object absolute(@Nullable Object wanted) {
        if (!(wanted instanceof String text)) {
            return wanted == null ? "" : wanted;
        }
        boolean local = text.startsWith("file:") || text.startsWith("./") || text.startsWith("../");
        if (!local) {
            return text;
        }
        if (options.lock().isPresent()) {
            throw new PackageException(
                    "A lock file cannot hold the package at '" + text
                            + "': drop lock, or name the package by a version",
                    (Throwable) null);
        }
        Path base = options.packageJson().orElseThrow();
        return "file:" + base.resolveSibling(text.replaceFirst("^file:", "")).normalize();
    }

    private void add(Map<String, Object> content) {
        Map<String, Object> packages = new LinkedHashMap<>();
        if (content.get("dependencies") instanceof Map<?, ?> known) {
            known.forEach((name, wanted) -> packages.put(String.valueOf(name), wanted == null ? "" : wanted));
        }
        for (String text : options.packages()) {
            NodeSpec spec = NodeSpec.of(text);
            packages.put(spec.name(), spec.wanted());
            // npm would prefer what stands there
            for (String list : LISTS.subList(1, LISTS.size())) {
                if (content.get(list) instanceof Map<?, ?> others) {
                    others.remove(spec.name());
                }
            }
        }
        content.put("dependencies", packages);
    }

    private Map<String, Object> object(String text) {
        Path file = options.packageJson().orElseThrow();
        Map<String, Object> content = new LinkedHashMap<>();
        try {
            Map<?, ?> read = Json.standard().read(text, Map.class);
            read.forEach((key, value) -> content.put(String.valueOf(key), value));
        } catch (JsonException e) {
            throw new PackageException(
                    file + " is no valid package.json, which is a JSON object: " + e.getMessage(), e);
        }
        if (content.containsKey("workspaces")) {
            throw new PackageException(
                    file + " has workspaces, whose folders are not taken along: name the package.json of one of them",
                    (Throwable) null);
        }
        return content;
    }

    private static String packageJson(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new PackageException(
                    "There is no package.json at " + file + ": write it, or name another one", (Throwable) null);
        }
        return read(file);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new PackageException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
