package io.pilotlight.env;

import io.pilotlight.core.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Python environment on disk (PEP 405), whoever made it. */
public final class PythonEnvironment implements VirtualEnvironment {
    private static final String CONFIGURATION = "pyvenv.cfg";

    static final BuildSite.Kind KIND = new BuildSite.Kind(
            folder -> Files.isRegularFile(folder.resolve(CONFIGURATION)),
            folder -> Files.isRegularFile(folder.resolve(CONFIGURATION)) && Files.isExecutable(python(folder)));

    private final Path directory;
    private final String version;

    PythonEnvironment(Path directory, String version) {
        this.directory = directory;
        this.version = version;
    }

    /**
     * Opens an environment that is there.
     *
     * @param directory its folder
     * @return the environment
     * @throws DirectoryException if the folder holds no Python environment, or its interpreter is gone
     */
    public static PythonEnvironment open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        Path configuration = path.resolve(CONFIGURATION);
        if (!Files.isRegularFile(configuration)) {
            throw new DirectoryException(
                    "'" + path + "' is no Python environment: it has no " + CONFIGURATION + ". Create it first");
        }
        if (!Files.isExecutable(python(path))) {
            throw new DirectoryException("'" + path + "' is a Python environment whose interpreter is gone: "
                    + python(path) + " leads nowhere. Create it anew");
        }
        try {
            Map<String, String> values = KeyValueFile.read(configuration);
            String version = values.getOrDefault("version", values.getOrDefault("version_info", ""));
            PythonVersion number = PythonVersion.parse(version);
            return new PythonEnvironment(path, number.major() + "." + number.minor() + "." + number.micro());
        } catch (IllegalArgumentException | IOException e) {
            throw new DirectoryException(
                    "'" + path + "' is no Python environment: its " + CONFIGURATION + " cannot be understood", e);
        }
    }

    @Override
    public Language language() {
        return Language.PYTHON;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Path interpreter() {
        return python(directory);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("VIRTUAL_ENV", directory.toString());
        variables.put("PATH", Commands.pathWith(List.of(directory.resolve("bin"))));
        return variables;
    }

    @Override
    public List<String> unsetVariables() {
        return List.of("PYTHONHOME");
    }

    @Override
    public ProcessBuilder process(List<String> command) {
        return Commands.process(this, List.of(directory.resolve("bin")), command);
    }

    /**
     * Returns the folder of the environment's modules.
     *
     * @return an absolute path
     */
    public Path sitePackages() {
        PythonVersion number = PythonVersion.parse(version);
        String name = "python" + number.major() + "." + number.minor();
        Path usual = directory.resolve("lib").resolve(name).resolve("site-packages");
        Path freeThreaded = directory.resolve("lib").resolve(name + "t").resolve("site-packages");
        return !Files.isDirectory(usual) && Files.isDirectory(freeThreaded) ? freeThreaded : usual;
    }

    @Override
    public List<InstalledPackage> packages() {
        return PythonPackages.in(sitePackages());
    }

    @Override
    public void remove() {
        new BuildSite(EnvDirectory.of(directory), EnvListener.none()).remove();
    }

    @Override
    public String toString() {
        return "Python " + version + " environment at " + directory;
    }

    private static Path python(Path directory) {
        return directory.resolve("bin").resolve("python");
    }

    /** Returns the version in the configuration of an environment that may be broken, or an empty text. */
    static String versionIn(Path directory) {
        try {
            Map<String, String> values = KeyValueFile.read(directory.resolve(CONFIGURATION));
            return values.getOrDefault("version", values.getOrDefault("version_info", ""));
        } catch (IOException unreadable) {
            return "";
        }
    }
}
