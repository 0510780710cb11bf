package io.pilotlight.env;

import java.nio.file.Path;

/** A Node.js on this machine that environments can be made of, with its npm. */
public final class NodeInterpreter {
    private final Path executable;
    private final String version;
    private final Path npm;

    NodeInterpreter(Path executable, String version, Path npm) {
        this.executable = executable;
        this.version = version;
        this.npm = npm;
    }

    /**
     * Finds the Node.js that is used when none is named: the first program named {@code node} on {@code PATH}.
     *
     * @return a Node.js 18 or later
     * @throws InterpreterException if there is none, it is too old, or it has no npm
     */
    public static NodeInterpreter find() {
        return NodeFinder.system().find();
    }

    /**
     * Takes the Node.js at a path.
     *
     * @param executable the program; a launcher stands for the Node.js that it starts
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

    @Override
    public String toString() {
        return "Node.js " + version + " at " + executable;
    }
}
