package io.pilotlight.env;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lock file of npm: which versions are installed where, with checksums.
 *
 * @param file where it is
 * @param text what is in it
 */
record NodeLock(Path file, String text) {
    private static final String SHRINKWRAP = "npm-shrinkwrap.json";

    /** Returns the name by which npm knows a lock file. */
    String nameForNpm() {
        return String.valueOf(file.getFileName()).equals(SHRINKWRAP) ? SHRINKWRAP : "package-lock.json";
    }

    /** Refuses what npm would turn into something else than what is meant. */
    void check() {
        for (Map.Entry<?, ?> entry : packages().entrySet()) {
            boolean linked = entry.getValue() instanceof Map<?, ?> facts
                    && (Boolean.TRUE.equals(facts.get("link"))
                            || isLocal(facts.get("resolved"))
                            || isLocal(facts.get("version")));
            if (linked) {
                throw new PackageException(
                        file + " lists " + entry.getKey()
                                + ", which lies beside it and is not taken along: leave the lock"
                                + " file out, or put the package into a registry",
                        (Throwable) null);
            }
        }
    }

    /** Says whether a folder made by it is the same wherever it is made: only checksummed files, and no scripts. */
    boolean isReproducible(boolean ignoreScripts) {
        Map<?, ?> content = content();
        return content.get("packages") instanceof Map<?, ?> packages
                && packages.entrySet().stream()
                        .allMatch(entry -> String.valueOf(entry.getKey()).isEmpty()
                                || isPlain(entry.getKey(), entry.getValue(), ignoreScripts));
    }

    private static boolean isLocal(@Nullable Object address) {
        return address instanceof String text && text.startsWith("file:");
    }

    private static boolean isPlain(Object place, Object value, boolean ignoreScripts) {
        if (!(value instanceof Map<?, ?> facts) || !String.valueOf(place).startsWith("node_modules/")) {
            return false;
        }
        boolean checked = facts.get("integrity") instanceof String || Boolean.TRUE.equals(facts.get("inBundle"));
        boolean runs = Boolean.TRUE.equals(facts.get("hasInstallScript"));
        return checked && (ignoreScripts || !runs);
    }

    /** The packages by their places; in lock files of npm 6, by their names. */
    private Map<?, ?> packages() {
        Map<?, ?> content = content();
        Object packages = content.containsKey("packages") ? content.get("packages") : content.get("dependencies");
        return packages instanceof Map<?, ?> map ? map : Map.of();
    }

    private Map<?, ?> content() {
        try {
            return Json.standard().read(text, Map.class);
        } catch (JsonException e) {
            throw new PackageException(
                    file + " is no lock file of npm, which is a JSON object: " + e.getMessage()
                            + ". Make a new one with npm install",
                    e);
        }
    }
}
