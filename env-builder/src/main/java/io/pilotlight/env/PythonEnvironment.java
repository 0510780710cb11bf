package io.pilotlight.env;

import io.pilotlight.core.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Python environment on disk (PEP 405), whoever made it: this library, venv, virtualenv or uv. */
public final class PythonEnvironment implements VirtualEnvironment {
    static final BuildSite.Kind KIND = new BuildSite.Kind(
            folder -> Files.isRegularFile(folder.resolve(PythonPlace.CONFIGURATION)),
            folder -> Files.isRegularFile(folder.resolve(PythonPlace.CONFIGURATION))
                    && Files.isExecutable(PythonPlace.of(folder, Map.of()).python()));

    private final PythonPlace place;
    private final Map<String, String> configuration;

    private PythonEnvironment(PythonPlace place, Map<String, String> configuration) {
        this.place = place;
        this.configuration = Map.copyOf(configuration);
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
        if (!Files.isRegularFile(path.resolve(PythonPlace.CONFIGURATION))) {
            throw new DirectoryException("'" + path + "' is no Python environment: it has no "
                    + PythonPlace.CONFIGURATION + ". Create it first");
        }
        PythonEnvironment found = asIs(path);
        if (!Files.isExecutable(found.interpreter())) {
            throw new DirectoryException("'" + path + "' is a Python environment whose interpreter is gone: "
                    + found.interpreter() + " leads nowhere. Create it anew");
        }
        if (PythonPlace.version(found.configuration).isEmpty()) {
            throw new DirectoryException("'" + path + "' is no Python environment: its " + PythonPlace.CONFIGURATION
                    + " cannot be understood");
        }
        return found;
    }

    /** Opens what may be broken. */
    static PythonEnvironment asIs(Path path) {
        Map<String, String> configuration;
        try {
            configuration = KeyValueFile.read(path.resolve(PythonPlace.CONFIGURATION));
        } catch (IOException goneOrClosed) {
            configuration = Map.of();
        }
        return new PythonEnvironment(PythonPlace.of(path, configuration), configuration);
    }

    @Override
    public Language language() {
        return Language.PYTHON;
    }

    @Override
    public Path directory() {
        return place.directory();
    }

    @Override
    public Path interpreter() {
        return place.python();
    }

    @Override
    public String version() {
        String version = PythonPlace.version(configuration);
        return version.isEmpty() ? place.minorVersion() : version;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The same as sourcing {@code bin/activate} in bash sets, but for {@code PS1}, which is the shell's own:
     * {@code VIRTUAL_ENV}, {@code PATH}, and {@code VIRTUAL_ENV_PROMPT} where the scripts of that Python's venv, or of
     * the tool that made the environment, set it.
     */
    @Override
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("VIRTUAL_ENV", directory().toString());
        variables.put("PATH", Commands.pathWith(List.of(place.programs())));
        String disabled = System.getenv("VIRTUAL_ENV_DISABLE_PROMPT");
        PythonPrompt.variable(this, disabled != null && !disabled.isEmpty())
                .ifPresent(prompt -> variables.put("VIRTUAL_ENV_PROMPT", prompt));
        return variables;
    }

    @Override
    public List<String> unsetVariables() {
        return List.of("PYTHONHOME");
    }

    @Override
    public ProcessBuilder process(List<String> command) {
        return Commands.process(this, List.of(place.programs()), command);
    }

    /**
     * Returns the folder of the environment's modules.
     *
     * @return an absolute path
     */
    public Path sitePackages() {
        return place.sitePackages();
    }

    @Override
    public List<InstalledPackage> packages() {
        return PythonPackages.in(sitePackages());
    }

    @Override
    public List<Problem> check(CheckDepth depth) {
        return PythonCheck.of(asIs(directory()), depth);
    }

    @Override
    public List<Problem> repair(EnvListener listener) {
        return PythonRepair.of(directory(), listener);
    }

    @Override
    public void remove() {
        new BuildSite(EnvDirectory.of(directory()), EnvListener.none()).remove();
    }

    @Override
    public String toString() {
        return "Python " + version() + " environment at " + directory();
    }

    PythonPlace place() {
        return place;
    }

    /** Returns what pyvenv.cfg says, by keys in lower case. */
    Map<String, String> configuration() {
        return configuration;
    }

    /** Returns the version in the configuration of an environment that may be broken, or an empty text. */
    static String versionIn(Path directory) {
        return PythonPlace.version(asIs(directory).configuration);
    }
}
