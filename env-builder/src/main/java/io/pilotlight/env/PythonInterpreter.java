package io.pilotlight.env;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Python on this machine that environments can be made of.
 *
 * <p>Equal if all that was learnt from the interpreter is equal. It is started once to be asked what it is; the answer is
 * kept in memory, and for other processes in the user's cache folder, until its file changes: its path and what that leads
 * to, size, time stamp, number on the device, or the {@code pyvenv.cfg} above it. That folder is {@code interpreters} in
 * {@code $PILOTLIGHT_CACHE}, or in {@code pilotlight} in {@code $XDG_CACHE_HOME} or where the platform keeps caches;
 * {@code PILOTLIGHT_CACHE=off} does without.
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

        /** Returns the implementation's own version, such as 7.3.11 of PyPy. */
        String implementationVersion() {
            return answer("implementation-version");
        }

        /** Says whether it came before the release of its version. */
        boolean preRelease() {
            return says("pre-release");
        }

        /** Returns the folder of the environment that the interpreter stands in, or an empty text. */
        String environment() {
            return answer("environment");
        }

        /** Returns the names under which its venv puts it into an environment, besides its own, in order. */
        List<String> programNames() {
            return List.of(answer("program-names").split(" "));
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
     * {@code PATH}, else to a name with a version ({@code python3.12}), else the newest under pyenv.
     *
     * <p>An active environment counts by being first on {@code PATH}, as it does for {@code python3 -m venv}, and what is
     * made of it is made of the Python that it was made of (PEP 405). {@code VIRTUAL_ENV} alone is not looked at.
     *
     * @return a Python 3.8 or later
     * @throws InterpreterException if there is none
     */
    public static PythonInterpreter find() {
        return PythonFinder.system().find();
    }

    /**
     * Finds a Python by what it is, by name or by path.
     *
     * <table>
     * <caption>What can be asked</caption>
     * <tr><th>request</th><th>finds</th></tr>
     * <tr><td>{@code 3}, {@code 3.11}, {@code 3.11.7}</td><td>a version that begins with the number</td></tr>
     * <tr><td>{@code >=3.9,<3.13}, {@code ==3.11.*}, {@code ~=3.10}, {@code !=3.11.2}, {@code >3.8}</td>
     * <td>a version that fits, by the rules of PEP 440: {@code ==3.11} is 3.11.0 alone</td></tr>
     * <tr><td>{@code 3.13t}</td><td>a build without the global interpreter lock; versions and specifiers without the
     * {@code t} find none of those</td></tr>
     * <tr><td>{@code pypy}, {@code pypy3.9}, {@code pypy@3.9}, {@code cpython}, {@code cpython>=3.10}</td>
     * <td>an implementation, by {@code sys.implementation.name}</td></tr>
     * <tr><td>{@code python3.11}</td><td>a program on {@code PATH}; names of this kind are found by their version too</td>
     * </tr>
     * <tr><td>{@code /usr/bin/python3}, {@code ./python}</td><td>a program</td></tr>
     * <tr><td>{@code .venv}, {@code /opt/python}</td><td>the Python of an environment or of an installation's folder</td>
     * </tr>
     * </table>
     *
     * <p>The first that fits in the order of {@code PATH} is taken (in one folder, the name that says most), then the
     * newest of pyenv. Shims of pyenv count as what they start in the current folder.
     *
     * @param spec what is asked
     * @return the interpreter, 3.8 or later
     * @throws OptionException if the request has no lawful form, so that no machine could answer it
     * @throws InterpreterException if there is none, if it is no Python, or if it is too old
     */
    public static PythonInterpreter find(String spec) {
        return PythonFinder.system().find(spec);
    }

    /**
     * Finds every different Python that fits a request, the one that {@link #find(String)} finds first.
     *
     * @param spec what is asked, as {@link #find(String)} has it
     * @return the interpreters, best first; the same installation under several names is listed once
     * @throws OptionException if the request has no lawful form
     * @throws InterpreterException if it names a path that leads to no usable Python
     */
    public static List<PythonInterpreter> findAll(String spec) {
        return PythonFinder.system().findAll(spec);
    }

    /**
     * Finds every different Python on {@code PATH} and under pyenv. Those of other implementations, which nobody gets who
     * does not name them, come last.
     *
     * @return the interpreters, 3.8 or later, best first; the same installation under several names is listed once
     */
    public static List<PythonInterpreter> all() {
        return PythonFinder.system().all();
    }

    /**
     * Takes the Python at a path.
     *
     * @param executable a Python's program, or the folder of an environment or an installation; a launcher such as pyenv's
     *     shim stands for the Python that it starts
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

    /**
     * Returns the name of the implementation.
     *
     * @return {@code sys.implementation.name}, such as {@code "cpython"} or {@code "pypy"}
     */
    public String implementation() {
        return facts.implementation();
    }

    /** Returns what is the same for two names of one installation, or of one environment. */
    String identity() {
        return facts.realExecutable() + "\0" + facts.environment();
    }

    /** Returns for example "3.13.0t" or "PyPy 3.9.16". */
    String describedVersion() {
        String name = implementation().equals(PythonRequest.PYPY) ? "PyPy " : "";
        return name + version() + (facts.freeThreaded() ? "t" : "");
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
