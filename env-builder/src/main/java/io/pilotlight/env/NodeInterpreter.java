package io.pilotlight.env;

import java.nio.file.Path;

/**
 * A Node.js on this machine that environments can be made of, with its npm.
 *
 * <p>It is started once to be asked what it is; the answer is kept as that of a {@link PythonInterpreter} is.
 */
public final class NodeInterpreter {
    private final Path executable;
    private final String version;
    private final Path npm;
    private final String line;

    NodeInterpreter(Path executable, String version, Path npm, String line) {
        this.executable = executable;
        this.version = version;
        this.npm = npm;
        this.line = line;
    }

    /**
     * Finds the Node.js that is used when none is named: the first program named {@code node} on {@code PATH}, else the
     * newest under nvm or nodenv.
     *
     * @return a Node.js 18 or later
     * @throws InterpreterException if there is none, it is too old, or it has no npm
     */
    public static NodeInterpreter find() {
        return NodeFinder.system().find();
    }

    /**
     * Finds a Node.js by version, by name or by path.
     *
     * <p>The first that fits on {@code PATH} is taken, then the newest that nvm has installed ({@code $NVM_DIR} or
     * {@code ~/.nvm}), then the newest of nodenv ({@code $NODENV_ROOT} or {@code ~/.nodenv}).
     *
     * @param spec a version that begins with a number ({@code 20}, {@code 20.11}); a range as npm has them ({@code ^20},
     *     {@code ~20.11}, {@code >=18 <22}, {@code 18 || 20}); {@code lts} for long-term support, {@code lts/iron} for one
     *     of them; the name of a program on {@code PATH}; or a path: a program, the folder of an environment or an
     *     installation, or a file {@code .nvmrc} or {@code .node-version} with one of the others in it
     * @return a Node.js 18 or later
     * @throws OptionException if the request has no lawful form, so that no machine could answer it
     * @throws InterpreterException if there is none, it is too old, or it has no npm
     */
    public static NodeInterpreter find(String spec) {
        return NodeFinder.system().find(spec);
    }

    /**
     * Takes the Node.js at a path.
     *
     * @param executable the program, or a folder or a file that {@link #find(String)} takes; a launcher stands for the
     *     Node.js that it starts
     * @return a Node.js 18 or later
     * @throws InterpreterException if nothing is there, it is no Node.js, it is too old, or it has no npm
     */
    public static NodeInterpreter of(Path executable) {
        return NodeFinder.system().at(executable);
    }

    /**
     * Returns the program.
     *
     * @return an absolute path
     */
    public Path executable() {
        return executable;
    }

    /**
     * Returns the version.
     *
     * @return for example {@code "20.20.2"}
     */
    public String version() {
        return version;
    }

    /**
     * Returns the script that is npm.
     *
     * @return the absolute path of npm-cli.js
     */
    public Path npm() {
        return npm;
    }

    boolean fits(NodeRequest request) {
        return NodeVersion.read(version)
                .filter(number -> request.fits(number, line))
                .isPresent();
    }

    @Override
    public String toString() {
        return "Node.js " + version + " at " + executable;
    }
}
