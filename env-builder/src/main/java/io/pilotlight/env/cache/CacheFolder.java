package io.pilotlight.env.cache;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The folder in which things are kept between environments; all of it can be made again. */
public final class CacheFolder {
    private CacheFolder() {}

    /**
     * Returns the user's folder: {@code PILOTLIGHT_CACHE}, else {@code pilotlight} where the system keeps caches.
     *
     * @return an absolute path; nothing need be there
     */
    public static Path standard() {
        return of(System.getenv(), System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", "/")));
    }

    static Path of(Map<String, String> variables, String system, Path home) {
        String own = variables.getOrDefault("PILOTLIGHT_CACHE", "");
        if (!own.isEmpty()) {
            return Path.of(own).toAbsolutePath().normalize();
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            String local = variables.getOrDefault("LOCALAPPDATA", "");
            Path base = local.isEmpty() ? home.resolve("AppData").resolve("Local") : Path.of(local);
            return base.resolve("pilotlight").resolve("Cache");
        }
        // the XDG specification wants relative paths ignored
        String xdg = variables.getOrDefault("XDG_CACHE_HOME", "");
        if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg).resolve("pilotlight");
        }
        return name.startsWith("mac")
                ? home.resolve("Library").resolve("Caches").resolve("pilotlight")
                : home.resolve(".cache").resolve("pilotlight");
    }
}
