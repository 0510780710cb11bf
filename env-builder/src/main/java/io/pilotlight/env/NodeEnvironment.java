package io.pilotlight.env;

import io.pilotlight.core.Language;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Node.js environment on disk, made by {@link NodeEnvBuilder}.
 *
 * <p>{@code require} finds its packages from anywhere, through {@code NODE_PATH}; {@code import} only from files below
 * its folder, as Node.js has it.
 */
public final class NodeEnvironment implements VirtualEnvironment {
    private static final String VERSION = "version";

    static final BuildSite.Kind KIND = new BuildSite.Kind(
            Receipt::existsIn, folder -> Receipt.existsIn(folder) && Files.isExecutable(node(folder)));

    private final Path directory;
    private final String version;

    private NodeEnvironment(Path directory, String version) {
        this.directory = directory;
        this.version = version;
    }

    /**
     * Opens an environment that is there.
     *
     * @param directory its folder
     * @return the environment
     * @throws DirectoryException if the folder holds no Node.js environment, or its interpreter is gone
     */
    public static NodeEnvironment open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        if (!Receipt.existsIn(path) || !Files.exists(node(path), LinkOption.NOFOLLOW_LINKS)) {
            throw new DirectoryException("'" + path + "' is no Node.js environment: it has no " + Receipt.FILE
                    + " with bin/node. Create it first");
        }
        if (!Files.isExecutable(node(path))) {
            throw new DirectoryException("'" + path + "' is a Node.js environment whose interpreter is gone: "
                    + node(path) + " leads nowhere. Create it anew");
        }
        try {
            String version = KeyValueFile.read(path.resolve(Receipt.FILE)).get(VERSION);
            if (version == null) {
                throw new DirectoryException("'" + path + "' is no Node.js environment: its " + Receipt.FILE
                        + " names no version. Create it anew");
            }
            return new NodeEnvironment(path, version);
        } catch (IOException e) {
            throw new DirectoryException("'" + path + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** Opens what may be broken. */
    static NodeEnvironment asIs(Path path) {
        try {
            return new NodeEnvironment(
                    path, KeyValueFile.read(path.resolve(Receipt.FILE)).getOrDefault(VERSION, ""));
        } catch (IOException goneOrClosed) {
            return new NodeEnvironment(path, "");
        }
    }

    @Override
    public Language language() {
        return Language.NODE;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Path interpreter() {
        return node(directory);
    }

    @Override
    public String version() {
        return version;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The same as sourcing {@code bin/activate} in bash sets, but for {@code PS1}, which is the shell's own.
     */
    @Override
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("NODE_VIRTUAL_ENV", directory.toString());
        ShellScript.of(directory.resolve("bin").resolve("activate"))
                .values("NODE_VIRTUAL_ENV_PROMPT")
                .findFirst()
                .ifPresent(prompt -> variables.put("NODE_VIRTUAL_ENV_PROMPT", prompt));
        variables.put("PATH", Commands.pathWith(programs()));
        variables.put("NODE_PATH", nodeModules() + File.pathSeparator + directory.resolve("lib/node_modules"));
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
     * Returns the folder of the environment's packages.
     *
     * @return an absolute path
     */
    public Path nodeModules() {
        return directory.resolve("node_modules");
    }

    @Override
    public List<InstalledPackage> packages() {
        return NodePackages.in(nodeModules());
    }

    @Override
    public List<Problem> check(CheckDepth depth) {
        return new NodeCheck(asIs(directory)).problems();
    }

    @Override
    public List<Problem> repair(EnvListener listener) {
        return NodeRepair.of(asIs(directory), listener);
    }

    @Override
    public void remove() {
        new BuildSite(EnvDirectory.of(directory), EnvListener.none()).remove();
    }

    @Override
    public String toString() {
        return "Node.js " + version + " environment at " + directory;
    }

    private List<Path> programs() {
        return List.of(directory.resolve("bin"), nodeModules().resolve(".bin"));
    }

    private static Path node(Path directory) {
        return directory.resolve("bin").resolve("node");
    }
}
