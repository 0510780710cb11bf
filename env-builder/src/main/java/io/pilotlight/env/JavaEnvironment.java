package io.pilotlight.env;

import io.pilotlight.core.Language;
import io.pilotlight.env.jar.JarLock;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Java environment on disk, made by {@link JavaEnvBuilder}: a Java with its programs, and jars.
 *
 * <p>Its class path is that of the jars, and the current folder last, as Java's own default is the current folder alone.
 * Programs find it in the variable {@code CLASSPATH}; {@code java @lib/classpath.args Main} names it in words.
 */
public final class JavaEnvironment implements VirtualEnvironment {
    private final Path directory;
    private final String version;
    private final Path home;
    private final String prompt;
    private final Map<String, String> configuration;

    private JavaEnvironment(Path directory, Map<String, String> configuration) {
        this.directory = directory;
        this.version = configuration.getOrDefault("version", "");
        this.home = Path.of(configuration.getOrDefault("home", ""));
        this.prompt = configuration.getOrDefault("prompt", String.valueOf(directory.getFileName()));
        this.configuration = Map.copyOf(configuration);
    }

    /** A lock that says something else than what is there means that something else is to be there. */
    static BuildSite.Kind kind(JavaEnvOptions options) {
        return new BuildSite.Kind(
                JavaEnvironment::isOne, folder -> !options.upgrade() && works(folder) && fits(folder, options));
    }

    /**
     * Opens an environment that is there.
     *
     * @param directory its folder
     * @return the environment
     * @throws DirectoryException if the folder holds no Java environment, or its Java is gone
     */
    public static JavaEnvironment open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        if (!isOne(path)) {
            throw new DirectoryException("'" + path + "' is no Java environment: it has no " + JavaFiles.CONFIGURATION
                    + ". Create it first");
        }
        if (!Files.isExecutable(JavaFinder.program(path))) {
            throw new DirectoryException("'" + path + "' is a Java environment whose Java is gone: "
                    + JavaFinder.program(path) + " leads nowhere. Create it anew");
        }
        try {
            Map<String, String> values = KeyValueFile.read(path.resolve(JavaFiles.CONFIGURATION));
            if (!values.containsKey("version") || !values.containsKey("home")) {
                throw new DirectoryException("'" + path + "' is no Java environment: its " + JavaFiles.CONFIGURATION
                        + " names no home or no version. Create it anew");
            }
            return new JavaEnvironment(path, values);
        } catch (IOException e) {
            throw new DirectoryException("'" + path + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** Opens what may be broken. */
    static JavaEnvironment asIs(Path path) {
        try {
            return new JavaEnvironment(path, KeyValueFile.read(path.resolve(JavaFiles.CONFIGURATION)));
        } catch (IOException goneOrClosed) {
            return new JavaEnvironment(path, Map.of());
        }
    }

    @Override
    public Language language() {
        return Language.JAVA;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Path interpreter() {
        return JavaFinder.program(directory);
    }

    @Override
    public String version() {
        return version;
    }

    /**
     * Returns the folder of the Java that the environment is made of.
     *
     * @return an absolute path outside of the environment
     */
    public Path home() {
        return home;
    }

    @Override
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("JAVA_VIRTUAL_ENV", directory.toString());
        variables.put("JAVA_VIRTUAL_ENV_PROMPT", prompt);
        variables.put("JAVA_HOME", home.toString());
        variables.put("PATH", Commands.pathWith(programs()));
        variables.put("CLASSPATH", JavaFiles.classPathText(classPath()));
        return variables;
    }

    @Override
    public List<String> unsetVariables() {
        return List.of();
    }

    @Override
    public ProcessBuilder process(List<String> command) {
        return Commands.process(this, programs(), command);
    }

    /**
     * Returns the environment's jars.
     *
     * @return absolute paths in class path order, packages before jars that were named by their paths
     * @throws DirectoryException if the list of them cannot be read
     */
    public List<Path> classPath() {
        return JavaFiles.classPath(directory);
    }

    /**
     * Lists the packages from Maven repositories; jars that were named by their paths have no version, and are in
     * {@link #classPath()} alone.
     *
     * @return the packages as {@code group:artifact}, in class path order
     */
    @Override
    public List<InstalledPackage> packages() {
        return JavaFiles.lock(directory).map(JarLock::packages).orElse(List.of()).stream()
                .map(JarLock.Resolved::coordinates)
                .map(jar -> new InstalledPackage(jar.name(), jar.version()))
                .toList();
    }

    /**
     * Makes a class loader for the environment's jars that sees nothing else but Java's own classes.
     *
     * @return a class loader that must be closed, as {@link #classLoader(ClassLoader)} says
     * @throws DirectoryException if a jar is missing
     */
    public URLClassLoader classLoader() {
        return classLoader(ClassLoader.getPlatformClassLoader());
    }

    /**
     * Makes a class loader for the environment's jars, in this process and its Java.
     *
     * <p>All jars are opened at once and stay open until the class loader is closed. Until then, on POSIX systems, classes
     * can be loaded even after the environment is removed or made anew; resources cannot, as Java opens the jar again to
     * read one. On Windows, an environment cannot be removed while its jars are open. Classes that are loaded stay
     * usable after closing; new ones cannot be loaded. The environment's own Java plays no part: classes that were
     * compiled for a newer Java than the one that runs this program cannot be loaded.
     *
     * @param parent where classes are looked for first; with the class loader of the program, its classes hide the
     *     environment's
     * @return a new class loader, to be closed by the caller; it can be collected when it and its classes are forgotten
     * @throws DirectoryException if a jar is missing
     */
    public URLClassLoader classLoader(ClassLoader parent) {
        List<URL> urls = new ArrayList<>();
        for (Path jar : classPath()) {
            if (!Files.isReadable(jar)) {
                throw new DirectoryException(jar + " is missing: create the environment anew");
            }
            urls.add(url(jar));
        }
        URLClassLoader loader =
                new URLClassLoader("pilotlight-" + directory.getFileName(), urls.toArray(URL[]::new), parent);
        // what is nowhere is looked for in every jar, which opens them
        loader.findResource("META-INF/io.pilotlight.env.none");
        return loader;
    }

    @Override
    public List<Problem> check(CheckDepth depth) {
        return new JavaCheck(asIs(directory), depth).problems();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Jars of packages are fetched again from where they came, and taken if they are what the environment's list says.
     * A jar that was named by its path cannot be fetched: make the environment anew.
     */
    @Override
    public List<Problem> repair(EnvListener listener) {
        return JavaRepair.of(asIs(directory), listener);
    }

    @Override
    public void remove() {
        new BuildSite(EnvDirectory.of(directory), EnvListener.none()).remove();
    }

    @Override
    public String toString() {
        return "Java " + version + " environment at " + directory;
    }

    /** Returns what its configuration says, by key; empty if it cannot be read. */
    Map<String, String> configuration() {
        return configuration;
    }

    private List<Path> programs() {
        return List.of(directory.resolve("bin"));
    }

    private static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(JavaFiles.CONFIGURATION));
    }

    private static boolean works(Path folder) {
        try {
            return isOne(folder)
                    && Files.isExecutable(JavaFinder.program(folder))
                    && JavaFiles.classPath(folder).stream().allMatch(Files::isReadable);
        } catch (DirectoryException unreadable) {
            return false;
        }
    }

    private static boolean fits(Path folder, JavaEnvOptions options) {
        Optional<Path> lock = options.lock();
        if (lock.isEmpty() || (!options.locked() && Files.notExists(lock.get()))) {
            return true;
        }
        try {
            return Files.mismatch(lock.get(), folder.resolve(JavaFiles.LOCK)) < 0;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new DirectoryException(jar + " cannot be opened: " + e.getMessage(), e);
        }
    }
}
