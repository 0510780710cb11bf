package io.pilotlight.env;

import java.nio.file.Path;

/**
 * A Python on this machine that environments can be made of.
 *
 * <p>Equal if all that was learnt from the interpreter is equal. Finding one starts it once; what it answered is kept
 * in memory until its file changes.
 */
public final class PythonInterpreter {
    private final Facts facts;
    private final PythonVersion version;
    private final Path executable;

    PythonInterpreter(Facts facts) {
        this.facts = facts;
        this.version = PythonVersion.parse(facts.version());
        this.executable = Path.of(facts.executable());
    }

    /**
     * What an interpreter says of itself.
     *
     * @param version for example 3.11.7
     * @param executable {@code sys.executable}
     * @param baseExecutable {@code sys._base_executable}: the interpreter outside of any environment
     * @param realExecutable the executable with all links followed
     * @param wide whether it is a 64-bit program
     * @param macOs whether it was built for macOS
     * @param utf8Names whether it writes file names in UTF-8
     * @param cacheTag its tag of compiled files
     * @param standardLibrary the folder of its own modules
     * @param include the folder for headers in an environment, relative
     * @param sitePackages the folder for modules in an environment, relative
     * @param wheelFolder where the system keeps wheels for ensurepip, or empty
     */
    record Facts(
            String version,
            String executable,
            String baseExecutable,
            String realExecutable,
            boolean wide,
            boolean macOs,
            boolean utf8Names,
            String cacheTag,
            String standardLibrary,
            String include,
            String sitePackages,
            String wheelFolder) {}

    /**
     * Finds the Python that is used when none is named: the first that answers to {@code python3} or {@code python} on
     * {@code PATH}, else the newest under pyenv.
     *
     * @return a Python 3.8 or later
     * @throws InterpreterException if there is none
     */
    public static PythonInterpreter find() {
        return PythonFinder.system().find();
    }

    /**
     * Finds a Python by version, by name or by path.
     *
     * @param spec a version ({@code "3"}, {@code "3.11"}, {@code "3.11.7"}), the name of a program on {@code PATH}
     *     ({@code "python3.11"}), or a path, which has a separator in it
     * @return the interpreter, 3.8 or later
     * @throws InterpreterException if there is none, if it is no Python, or if it is too old
     */
    public static PythonInterpreter find(String spec) {
        return PythonFinder.system().find(spec);
    }

    /**
     * Takes the Python at a path.
     *
     * @param executable a Python's program; a launcher such as pyenv's shim stands for the Python that it starts
     * @return the interpreter, 3.8 or later
     * @throws InterpreterException if nothing is there, if it is no Python, or if it is too old
     */
    public static PythonInterpreter of(Path executable) {
        return PythonFinder.system().at(executable);
    }

    /**
     * Returns the interpreter's program.
     *
     * @return an absolute path, as {@code sys.executable} has it
     */
    public Path executable() {
        return executable;
    }

    /**
     * Returns the interpreter's version.
     *
     * @return for example {@code "3.11.7"}
     */
    public String version() {
        return facts.version();
    }

    PythonVersion number() {
        return version;
    }

    Facts facts() {
        return facts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PythonInterpreter that && facts.equals(that.facts);
    }

    @Override
    public int hashCode() {
        return facts.hashCode();
    }

    @Override
    public String toString() {
        return "Python " + version() + " at " + facts.executable();
    }
}
