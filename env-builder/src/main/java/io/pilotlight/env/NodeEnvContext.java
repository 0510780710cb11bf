package io.pilotlight.env;

import java.nio.file.Path;

/**
 * What the steps of making a Node.js environment know.
 *
 * <p>While it is made, an environment stands in a folder beside its own. The paths here are those of that folder; a path
 * that goes into a file is passed through {@link #later} first.
 */
public final class NodeEnvContext extends BuildContext {
    private final NodeEnvOptions options;
    private final NodeInterpreter interpreter;

    NodeEnvContext(
            NodeEnvOptions options, NodeInterpreter interpreter, EnvDirectory target, BuildSite.Workplace workplace) {
        super(target, workplace, options.listener());
        this.options = options;
        this.interpreter = interpreter;
    }

    /**
     * Returns the options of the builder.
     *
     * @return the options
     */
    public NodeEnvOptions options() {
        return options;
    }

    /**
     * Returns the Node.js that the environment is made of.
     *
     * @return the interpreter
     */
    public NodeInterpreter interpreter() {
        return interpreter;
    }

    /**
     * Returns the prompt that activation shows.
     *
     * @return the prompt, without parentheses
     */
    public String prompt() {
        return options.prompt().orElse(envName());
    }

    /**
     * Returns the environment's Node.js.
     *
     * @return a path in {@link #envDir()}
     */
    public Path envExe() {
        return binPath().resolve("node");
    }
}
