package io.pilotlight.env;

import io.pilotlight.env.child.Children;
import java.nio.file.Path;

/**
 * What the steps of making a Node.js environment know.
 *
 * <p>While it is made, an environment stands in a folder beside its own. The paths here are those of that folder; a path
 * that goes into a file is passed through {@link #later} first.
 */
public final class NodeEnvContext {
    private final NodeEnvOptions options;
    private final NodeInterpreter interpreter;
    private final EnvDirectory target;
    private final BuildSite.Workplace workplace;

    NodeEnvContext(
            NodeEnvOptions options, NodeInterpreter interpreter, EnvDirectory target, BuildSite.Workplace workplace) {
        this.options = options;
        this.interpreter = interpreter;
        this.target = target;
        this.workplace = workplace;
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
     * Returns the folder in which the environment stands while it is made.
     *
     * @return an absolute path
     */
    public Path envDir() {
        return workplace.directory();
    }

    /**
     * Returns the folder in which the environment will stand.
     *
     * @return an absolute path
     */
    public Path finalDir() {
        return target.path();
    }

    /**
     * Returns where a file of the environment will be when it is finished.
     *
     * @param present a path in {@link #envDir()}
     * @return the path in {@link #finalDir()}; another path is returned as it is
     */
    public Path later(Path present) {
        return present.startsWith(envDir()) ? finalDir().resolve(envDir().relativize(present)) : present;
    }

    /**
     * Returns the prompt that activation shows.
     *
     * @return the prompt, without parentheses
     */
    public String prompt() {
        return options.prompt().orElse(target.name());
    }

    /**
     * Returns the folder for programs.
     *
     * @return a path in {@link #envDir()}
     */
    public Path binPath() {
        return envDir().resolve("bin");
    }

    /**
     * Returns the environment's Node.js.
     *
     * @return a path in {@link #envDir()}
     */
    public Path envExe() {
        return binPath().resolve("node");
    }

    Children children() {
        return workplace.children();
    }

    void report(EnvEvent event) {
        options.listener().onEvent(event);
    }
}
