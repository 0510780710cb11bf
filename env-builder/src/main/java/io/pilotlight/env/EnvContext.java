package io.pilotlight.env;

import java.nio.file.Path;

/**
 * What the steps of making a Python environment know: the fields of the context of Python's {@code venv.EnvBuilder}.
 *
 * <p>While it is made, an environment stands in a folder beside its own. The paths here are those of that folder, so a
 * step can write files and run programs there; a path that goes <em>into</em> a file is passed through {@link #later}
 * first. Programs in {@link #binPath()} and path files in {@link #libPath()} that name the present folder are corrected
 * after the last step, so what pip installs needs no care.
 */
public final class EnvContext extends BuildContext {
    private final EnvOptions options;
    private final PythonInterpreter interpreter;

    EnvContext(EnvOptions options, PythonInterpreter interpreter, EnvDirectory target, BuildSite.Workplace workplace) {
        super(target, workplace, options.listener());
        this.options = options;
        this.interpreter = interpreter;
    }

    /**
     * Returns the options of the builder.
     *
     * @return the options
     */
    public EnvOptions options() {
        return options;
    }

    /**
     * Returns the Python that the environment is made of.
     *
     * @return the interpreter
     */
    public PythonInterpreter interpreter() {
        return interpreter;
    }

    /**
     * Returns the prompt that activation shows, in parentheses before Python 3.13, whose own scripts add them.
     *
     * @return the prompt
     */
    public String prompt() {
        String text = PythonFiles.prompt(options, interpreter).orElse(envName());
        return interpreter.number().isAtLeast(3, 13) ? text : "(" + text + ") ";
    }

    /**
     * Returns the program of the Python that the environment is made of.
     *
     * @return an absolute path
     */
    public Path executable() {
        return Path.of(interpreter.facts().baseExecutable());
    }

    /**
     * Returns the folder of that program.
     *
     * @return an absolute path
     */
    public Path pythonDir() {
        Path parent = executable().toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    /**
     * Returns the file name of that program, which is the name of the environment's own.
     *
     * @return for example {@code "python3.11"}
     */
    public String pythonExe() {
        return String.valueOf(executable().getFileName());
    }

    /**
     * Returns the folder for headers.
     *
     * @return a path in {@link #envDir()}
     */
    public Path incPath() {
        return envDir().resolve(interpreter.facts().include());
    }

    /**
     * Returns the folder for modules.
     *
     * @return a path in {@link #envDir()}
     */
    public Path libPath() {
        return envDir().resolve(interpreter.facts().sitePackages());
    }

    /**
     * Returns the environment's interpreter.
     *
     * @return a path in {@link #envDir()}
     */
    public Path envExe() {
        return binPath().resolve(pythonExe());
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
     * Returns the environment's configuration file.
     *
     * @return a path in {@link #envDir()}
     */
    public Path cfgPath() {
        return envDir().resolve("pyvenv.cfg");
    }
}
