package io.pilotlight.env;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of making a Python environment know: the fields of the context of Python's {@code venv.EnvBuilder}.
 * It never changes; where Python changes a field half-way, the steps get another context.
 *
 * <p>While it is made, an environment stands in a folder beside its own. The paths here are those of that folder, so a
 * step can write files and run programs there; a path that goes <em>into</em> a file is passed through {@link #later}
 * first. Programs in {@link #binPath()} and path files in {@link #libPath()} that name the present folder are corrected
 * after the last step, so what pip installs needs no care.
 */
public final class EnvContext extends BuildContext {
    private final EnvOptions options;
    private final PythonInterpreter interpreter;
    private final Workplace workplace;
    private final Layout layout;
    private final Path executable;
    private final Path pythonDir;
    private final Path envExe;
    private final boolean isNew;
    private final Moment moment;

    EnvContext(EnvOptions options, PythonInterpreter interpreter, EnvDirectory target, BuildSite.Workplace workplace) {
        this(
                options,
                interpreter,
                new Workplace(target, workplace),
                new Moment(options.systemSitePackages(), null, null));
    }

    private EnvContext(EnvOptions options, PythonInterpreter interpreter, Workplace workplace, Moment moment) {
        super(workplace.target, workplace.now, options.listener());
        this.options = options;
        this.interpreter = interpreter;
        this.workplace = workplace;
        this.layout = interpreter.facts().windows()
                ? new WindowsLayout(interpreter.facts(), interpreter.number())
                : new PosixLayout(interpreter.facts(), interpreter.number());
        this.executable = path(interpreter.facts().baseExecutable());
        Path whole = executable.toAbsolutePath().normalize();
        this.pythonDir = whole.getParent() == null ? whole : whole.getParent();
        this.envExe = binPath().resolve(layout.programName(String.valueOf(whole.getFileName())));
        this.isNew = !envDir().equals(finalDir());
        this.moment = moment;
    }

    private record Workplace(EnvDirectory target, BuildSite.Workplace now) {}

    /** What is not the same in all steps. */
    private record Moment(
            boolean systemSitePackages,
            @Nullable Path script,
            @Nullable Boolean quotesValues) {}

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
     * Returns whether the environment is to see the packages of the Python that it is made of. As in Python, it sees
     * them only from the steps after {@link EnvBuilder#postSetup} on, so that pip is put in even where that Python has it.
     *
     * @return whether it is, in this step
     */
    public boolean systemSitePackages() {
        return moment.systemSitePackages;
    }

    /**
     * Returns the prompt that activation shows, in parentheses before Python 3.13, whose own scripts add them.
     *
     * @return the prompt
     */
    public String prompt() {
        String text = barePrompt();
        return interpreter.number().isAtLeast(3, 13) ? text : "(" + text + ") ";
    }

    /** Returns the prompt without parentheses. */
    String barePrompt() {
        return PythonFiles.prompt(options, interpreter).orElse(envName());
    }

    /**
     * Returns the program of the Python that the environment is made of.
     *
     * @return an absolute path
     */
    public Path executable() {
        return executable;
    }

    /**
     * Returns the folder of that program.
     *
     * @return an absolute path
     */
    public Path pythonDir() {
        return pythonDir;
    }

    /**
     * Returns the file name of the environment's interpreter: that of {@link #executable}, but on Windows from Python 3.13
     * on the simplest one.
     *
     * @return for example {@code "python3.11"}
     */
    public String pythonExe() {
        return String.valueOf(envExe.getFileName());
    }

    @Override
    public String binName() {
        return layout.binName();
    }

    /**
     * Returns the folder for headers.
     *
     * @return a path in {@link #envDir()}
     */
    public Path incPath() {
        return below(layout.include());
    }

    /**
     * Returns the folder for modules.
     *
     * @return a path in {@link #envDir()}
     */
    public Path libPath() {
        return below(layout.sitePackages());
    }

    /**
     * Returns the environment's interpreter.
     *
     * @return a path in {@link #envDir()}
     */
    public Path envExe() {
        return envExe;
    }

    /**
     * Returns the program to start to run code in the environment while it is made.
     *
     * @return a path in {@link #envDir()}
     */
    public Path envExecCmd() {
        return envExe;
    }

    /**
     * Returns the environment's configuration file.
     *
     * @return a path in {@link #envDir()}
     */
    public Path cfgPath() {
        return envDir().resolve("pyvenv.cfg");
    }

    /**
     * Returns the template of the script that is being installed.
     *
     * @return the template while {@link EnvBuilder#replaceVariables} runs, else empty
     */
    public Optional<Path> scriptPath() {
        return Optional.ofNullable(moment.script);
    }

    /** Says whether values are quoted in the script that is being installed, or null if none is. */
    @Nullable
    Boolean quotesValues() {
        return moment.quotesValues;
    }

    Layout layout() {
        return layout;
    }

    /** Says whether the interpreter is linked rather than copied. */
    boolean symlinks() {
        return options.symlinks(layout.linksByDefault());
    }

    /** Says whether nothing of the environment was there before the first step. */
    boolean isNew() {
        return isNew;
    }

    /** Says whether activation scripts and post-setup are left out, as in an upgrade of Python's venv. */
    boolean onlyUpgrades() {
        return options.upgrade() && (options.strictParity() || !isNew());
    }

    EnvContext withoutSystemSitePackages() {
        return new EnvContext(options, interpreter, workplace, new Moment(false, null, null));
    }

    EnvContext withScript(Path template, boolean quotes) {
        return new EnvContext(options, interpreter, workplace, new Moment(moment.systemSitePackages, template, quotes));
    }

    Path standardLibrary() {
        return path(interpreter.facts().standardLibrary());
    }

    void warn(String text) {
        report(new EnvEvent.Warning(text));
    }

    /** A path of the interpreter's, in the file system of the environment. */
    private Path path(String text) {
        FileSystem files = envDir().getFileSystem();
        return files.getPath(text);
    }

    private Path below(List<String> names) {
        Path path = envDir();
        for (String name : names) {
            path = path.resolve(name);
        }
        return path;
    }
}
