package io.pilotlight.env;

import java.nio.file.Path;

/**
 * What the steps of making a Node.js environment know, in the manner of {@link EnvContext}.
 *
 * <p>While it is made, an environment stands in a folder beside its own. The paths here are those of that folder; a path
 * that goes into a file is passed through {@link #later} first.
 */
public final class NodeEnvContext extends BuildContext {
    private final Order order;

    NodeEnvContext(Order order, EnvDirectory target, BuildSite.Workplace workplace) {
        super(target, workplace, order.options.listener());
        this.order = order;
    }

    /**
     * What is to be made.
     *
     * @param options how
     * @param interpreter of which Node.js
     * @param manifest with which packages
     */
    record Order(NodeEnvOptions options, NodeInterpreter interpreter, NodeManifest manifest) {}

    /**
     * Returns the options of the builder.
     *
     * @return the options
     */
    public NodeEnvOptions options() {
        return order.options;
    }

    /**
     * Returns the Node.js that the environment is made of.
     *
     * @return the interpreter
     */
    public NodeInterpreter interpreter() {
        return order.interpreter;
    }

    /**
     * Returns the prompt that activation shows.
     *
     * @return the prompt, without parentheses
     */
    public String prompt() {
        return NodeFiles.prompt(options()).orElse(envName());
    }

    /**
     * Returns the program of the Node.js that the environment is made of.
     *
     * @return an absolute path
     */
    public Path executable() {
        return interpreter().executable();
    }

    /**
     * Returns the folder of that program.
     *
     * @return an absolute path
     */
    public Path nodeDir() {
        Path folder = executable().toAbsolutePath().getParent();
        return folder == null ? executable() : folder;
    }

    /**
     * Returns the file name of the environment's Node.js.
     *
     * @return {@code "node"}
     */
    public String nodeExe() {
        return "node";
    }

    /**
     * Returns the environment's Node.js.
     *
     * @return a path in {@link #envDir()}
     */
    public Path envExe() {
        return binPath().resolve(nodeExe());
    }

    /**
     * Returns the program to start to run code in the environment while it is made.
     *
     * @return a path in {@link #envDir()}
     */
    public Path envExecCmd() {
        return envExe();
    }

    /**
     * Returns the folder for packages.
     *
     * @return a path in {@link #envDir()}
     */
    public Path modulesPath() {
        return envDir().resolve("node_modules");
    }

    /**
     * Returns the environment's configuration file.
     *
     * @return a path in {@link #envDir()}
     */
    public Path cfgPath() {
        return envDir().resolve(NodeFiles.CONFIGURATION);
    }

    NodeManifest manifest() {
        return order.manifest;
    }
}
