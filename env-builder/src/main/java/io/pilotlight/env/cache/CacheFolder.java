package io.pilotlight.env.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The folder in which this library keeps what it can make again, shared by all programs of one user.
 *
 * <p>Its place is the first of: the system property {@code pilotlight.cache}; the environment variable
 * {@code PILOTLIGHT_CACHE}; {@code $XDG_CACHE_HOME/pilotlight}, if that is absolute (XDG Base Directory Specification);
 * and the platform's own: {@code ~/.cache/pilotlight}, on macOS {@code ~/Library/Caches/pilotlight}, on Windows
 * {@code %LOCALAPPDATA%\pilotlight\cache}. The word {@code off} in one of the first two turns it off.
 */
public final class CacheFolder {
    /** The system property that places the folder. */
    public static final String PROPERTY = "pilotlight.cache";

    /** The environment variable that places the folder. */
    public static final String VARIABLE = "PILOTLIGHT_CACHE";

    private static final String OFF = "off";
    private static final String NAME = "pilotlight";

    private final Path path;

    private CacheFolder(Path path) {
        this.path = path;
    }

    /**
     * Returns the folder of the user who runs this process. Nothing is made yet.
     *
     * @return the folder; empty if it is turned off, or if no home can be written to
     */
    public static Optional<CacheFolder> standard() {
        return standard(System.getenv(), System.getProperties());
    }

    /**
     * Returns a folder at a place of the caller's choice. Nothing is made yet.
     *
     * @param path the place
     * @return the folder
     */
    public static CacheFolder at(Path path) {
        return new CacheFolder(path.toAbsolutePath().normalize());
    }

    static Optional<CacheFolder> standard(Map<String, String> variables, Properties properties) {
        String wanted = properties.getProperty(PROPERTY, "");
        if (wanted.isEmpty()) {
            wanted = variables.getOrDefault(VARIABLE, "");
        }
        if (wanted.equalsIgnoreCase(OFF)) {
            return Optional.empty();
        }
        try {
            Optional<Path> place = wanted.isEmpty() ? usual(variables, properties) : Optional.of(Path.of(wanted));
            return place.map(CacheFolder::at).filter(CacheFolder::canBeUsed);
        } catch (InvalidPathException cannotBeNamedInThisLocale) {
            return Optional.empty();
        }
    }

    /**
     * Returns where the folder is, or would be.
     *
     * @return an absolute path
     */
    public Path path() {
        return path;
    }

    /**
     * Returns a folder in it, which is made if it is not there, for the eyes of its owner alone.
     *
     * @param name the folder's name
     * @return the folder; empty if it cannot be made, is somebody else's, or can be written to by others
     */
    public Optional<CacheRoom> room(String name) {
        return CacheRoom.in(path.resolve(name));
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static Optional<Path> usual(Map<String, String> variables, Properties properties) {
        Optional<Path> xdg = absolute(variables.getOrDefault("XDG_CACHE_HOME", ""));
        if (xdg.isPresent()) {
            return xdg.map(folder -> folder.resolve(NAME));
        }
        Optional<Path> home = absolute(variables.getOrDefault("HOME", ""))
                .or(() -> absolute(properties.getProperty("user.home", "")));
        String system = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return absolute(variables.getOrDefault("LOCALAPPDATA", ""))
                    .or(() -> home.map(folder -> folder.resolve("AppData").resolve("Local")))
                    .map(folder -> folder.resolve(NAME).resolve("cache"));
        }
        return home.map(folder -> system.startsWith("mac")
                ? folder.resolve("Library").resolve("Caches").resolve(NAME)
                : folder.resolve(".cache").resolve(NAME));
    }

    private static Optional<Path> absolute(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)).filter(Path::isAbsolute);
    }

    private boolean canBeUsed() {
        Path existing = path;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing != null && Files.isDirectory(existing) && Files.isWritable(existing) && !isRootAway(existing);
    }

    /** The superuser may write anywhere, but what it made in a user's home would stand in that user's way. */
    private static boolean isRootAway(Path existing) {
        try {
            return Ownership.isRoot() && !Ownership.isMine(existing);
        } catch (IOException gone) {
            return true;
        }
    }
}
