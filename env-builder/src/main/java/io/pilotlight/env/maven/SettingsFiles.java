package io.pilotlight.env.maven;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where Maven's settings are.
 *
 * @param user the user's settings.xml, which need not be there
 * @param installation that of the Maven that is installed, which need not be there, or empty if none is known
 * @param security the settings-security.xml, which need not be there; the system property {@code settings.security}
 *     goes before it
 */
record SettingsFiles(Path user, Optional<Path> installation, Path security) {
    /** Returns those that Maven would read, but for the user's settings where another file is given. */
    static SettingsFiles of(Optional<Path> user) {
        @Nullable String home = System.getProperty("maven.home", System.getenv("MAVEN_HOME"));
        return new SettingsFiles(
                user.orElseGet(() -> folder().resolve("settings.xml")),
                Optional.ofNullable(home).map(it -> Path.of(it, "conf", "settings.xml")),
                folder().resolve("settings-security.xml"));
    }

    /** The folder in which Maven keeps what is the user's. */
    static Path folder() {
        return Path.of(System.getProperty("user.home"), ".m2");
    }
}
