package io.pilotlight.examples;

import java.nio.file.Path;

/** Where a user's programs keep what they can make again: the XDG base directory specification, section 2. */
final class UserCache {
    private UserCache() {}

    static Path folder(String name) {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache == null || !Path.of(cache).isAbsolute()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(cache);
        return base.resolve("pilotlight").resolve(name);
    }
}
