package io.pilotlight.env;

import io.pilotlight.env.store.WheelStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of the cache that packages use: stored wheels, and answers that are known already. */
final class PackageCache {
    private static final String WHEELS = "wheels";
    private static final String ANSWERS = "packages";
    private static final String END = "end";

    private final Path folder;

    PackageCache(Path folder) {
        this.folder = folder;
    }

    static Optional<PackageCache> of(EnvOptions options) {
        return options.cacheFolder().map(PackageCache::new);
    }

    static String key(String... parts) {
        return WheelStore.key(List.of(parts));
    }

    /** Returns the store of installed packages. */
    WheelStore wheels() {
        return new WheelStore(folder.resolve(WHEELS));
    }

    /** Returns an answer that was kept, if it is there and whole. */
    Optional<List<String>> lines(String key) {
        try {
            List<String> lines = new String(Files.readAllBytes(file(key)), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            int last = lines.size() - 1;
            return last >= 0 && lines.get(last).equals(END) ? Optional.of(lines.subList(0, last)) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /** Keeps an answer; where that cannot be, it is asked for again the next time. */
    void keep(String key, List<String> answer) {
        if (answer.stream().anyMatch(line -> line.contains("\n") || line.contains("\r"))) {
            return;
        }
        List<String> lines = new ArrayList<>(answer);
        lines.add(END);
        try {
            Path file = file(key);
            Files.createDirectories(folder.resolve(ANSWERS));
            Path aside = Files.createTempFile(folder.resolve(ANSWERS), key, ".new");
            try {
                Files.write(aside, lines, StandardCharsets.UTF_8);
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException readOnly) {
            // the cache only saves time
        }
    }

    /** Forgets an answer that turned out to be of no use. */
    void forget(String key) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException readOnly) {
            // it will turn out so again
        }
    }

    private Path file(String key) {
        return folder.resolve(ANSWERS).resolve(key);
    }
}
