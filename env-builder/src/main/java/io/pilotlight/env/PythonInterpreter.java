package io.pilotlight.env;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

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

    /** What an interpreter says of itself: answers by name, as {@code query.py} writes them. */
    record Facts(Map<String, String> answers) {
        Facts {
            answers = Map.copyOf(answers);
        }

        /** Returns for example 3.11.7. */
        String version() {
            return answer("version");
        }

        /** Returns {@code sys.implementation.name}, such as cpython or pypy. */
        String implementation() {
            return answer("implementation");
        }

        /** Returns {@code sys.executable}. */
        String executable() {
            return answer("executable");
        }

        /** Returns {@code sys._base_executable}: the interpreter outside of any environment. */
        String baseExecutable() {
            return answer("base-executable");
        }

        /** Returns the executable with all links followed. */
        String realExecutable() {
            return answer("real-executable");
        }

        /** Says whether it is a 64-bit program. */
        boolean wide() {
            return says("wide");
        }

        /** Returns {@code sys.platform}, such as linux, darwin or win32. */
        String platform() {
            return answer("platform");
        }

        boolean macOs() {
            return platform().equals("darwin");
        }

        /** Says whether it follows the rules of Windows ({@code os.name} is nt) rather than those of POSIX. */
        boolean windows() {
            return answer("os").equals("nt");
        }

        /** Says whether it runs without the global interpreter lock. */
        boolean freeThreaded() {
            return says("free-threaded");
        }

        /** Says whether it writes file names in UTF-8. */
        boolean utf8Names() {
            return says("utf8-names");
        }

        /** Returns its tag of compiled files, such as cpython-311. */
        String cacheTag() {
            return answer("cache-tag");
        }

        /** Returns what compiled packages are built for, such as linux-x86_64. */
        String buildPlatform() {
            return answer("build-platform");
        }

        /** Returns the folder of its own modules. */
        String standardLibrary() {
            return answer("standard-library");
        }

        /** Returns the folder for headers in an environment, relative. */
        String include() {
            return answer("include");
        }

        /** Returns the folder for modules in an environment, relative. */
        String sitePackages() {
            return answer("site-packages");
        }

        /** Returns where the system keeps wheels for ensurepip, or an empty text. */
        String wheelFolder() {
            return answer("wheel-folder");
        }

        /** Returns the same answers but for one. */
        Facts with(String name, String value) {
            Map<String, String> changed = new TreeMap<>(answers);
            changed.put(name, value);
            return new Facts(changed);
        }

        private boolean says(String name) {
            return answer(name).equals("True");
        }

        private String answer(String name) {
            return answers.getOrDefault(name, "");
        }
    }

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
