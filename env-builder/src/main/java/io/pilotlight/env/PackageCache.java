package io.pilotlight.env;

import io.pilotlight.env.store.WheelStore;
import java.nio.file.Path;

/** The parts of the cache that packages use. */
final class PackageCache {
    private static final String WHEELS = "wheels";

    private final Path folder;

    PackageCache(Path folder) {
        this.folder = folder;
    }

    /** Returns the store of installed packages. */
    WheelStore wheels() {
        return new WheelStore(folder.resolve(WHEELS));
    }
}
