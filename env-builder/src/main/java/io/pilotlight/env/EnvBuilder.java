package io.pilotlight.env;

import io.pilotlight.core.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes Python environments, in the manner of Python's {@code venv.EnvBuilder} and with the same files (PEP 405).
 *
 * <pre>{@code
 * PythonEnvironment env = new EnvBuilder(EnvBuilder.options()
 *                 .requirements(Path.of("requirements.txt"))
 *                 .build())
 *         .create(Path.of(".venv"));
 * }</pre>
 *
 * <p>A subclass changes what is made by overriding steps, which have the names they have in Python. An environment is
 * made beside its folder and moved into place when it is whole: whoever looks finds all of it or nothing. Makers of the
 * same environment, in any thread or process, wait for each other, and all but one find it done. An interrupt ends the
 * programs that were started and removes what was begun.
 *
 * <p>A builder may be used any number of times, from any thread, if its subclass may.
 */
public class EnvBuilder {
    private final EnvOptions options;

    /** Makes a builder with the defaults. */
    public EnvBuilder() {
        this(options().build());
    }

    /**
     * Makes a builder.
     *
     * @param options how environments are to be made
     */
    public EnvBuilder(EnvOptions options) {
        this.options = options;
    }

    /**
     * Begins to collect options.
     *
     * @return a collector in which nothing is set
     */
    public static EnvOptions.Builder options() {
        return new EnvOptions.Builder();
    }

    /**
     * Makes an environment, or finds it there.
     *
     * <p>With {@link EnvOptions.Builder#strictParity}, it does what Python's venv does. Otherwise, if the folder holds an
     * environment that was made here of the same things (interpreter, options, requirements),
     * nothing is done. If it was made here of other things, it is made anew and replaced. What something else made is
     * replaced only with {@link EnvOptions.Builder#clear}, and a folder with anything else in it never is. With {@link EnvOptions.Builder#upgrade}, an
     * environment is changed in its place.
     *
     * @param directory the environment's folder; folders above it are made
     * @return the environment
     * @throws InterpreterException if no Python fits, or it lacks pip's wheel
     * @throws DirectoryException if the folder cannot be used
     * @throws PackageException if packages cannot be installed
     * @throws InterruptedBuildException if the thread is interrupted
     */
    public PythonEnvironment create(Path directory) {
        if (options.strictParity()) {
            PythonInterpreter interpreter = findInterpreter();
            EnvDirectory target = EnvDirectory.asVenv(directory, interpreter.number());
            new ParitySite(target, options).build(workplace -> build(target, interpreter, workplace));
            return PythonEnvironment.asIs(target.path());
        }
        EnvDirectory target = EnvDirectory.of(directory);
        PythonInterpreter interpreter = findInterpreter();
        BuildSite site = new BuildSite(target, options.listener());
        List<String> ingredients = ingredients(target, interpreter);
        PackageFingerprint packages = new PackageFingerprint(options, interpreter);
        Supplier<Receipt> receipt = () -> Receipt.of(
                Language.PYTHON,
                interpreter.version(),
                Stream.concat(ingredients.stream(), packages.now().stream()).toList());
        BuildSite.Plan plan = new BuildSite.Plan(
                receipt, options.clear(), PythonEnvironment.KIND, workplace -> build(target, interpreter, workplace));
        if (options.upgrade()) {
            site.upgrade(plan, place -> refuseOtherVersion(place, interpreter));
        } else {
            site.build(plan);
        }
        return PythonEnvironment.open(target.path());
    }

    private void build(EnvDirectory target, PythonInterpreter interpreter, BuildSite.Workplace workplace) {
        EnvContext context = new EnvContext(options, interpreter, target, workplace);
        build(context);
        boolean namesItsPlace = getClass() != EnvBuilder.class || options.upgradeDependencies() || wantsPackages();
        if (context.isNew() && namesItsPlace) {
            BuildContext.writing(context, PythonScripts::moveToFinalDir);
        }
    }

    private static void refuseOtherVersion(Path place, PythonInterpreter interpreter) {
        String there = PythonEnvironment.versionIn(place);
        PythonVersion wanted = interpreter.number();
        if (!there.startsWith(wanted.major() + "." + wanted.minor() + ".")) {
            throw new DirectoryException("'" + place + "' is an environment of Python " + there
                    + ", and cannot be upgraded to " + interpreter
                    + ": its packages are for the other version. Clear it, or choose another folder");
        }
    }

    /**
     * Makes the environment, step by step, in the order of CPython's venv; packages come last. In an upgrade of what is
     * there, the activation scripts and {@link #postSetup} are left out.
     *
     * @param context what the steps know
     */
    protected void build(EnvContext context) {
        EnvContext alone = context.withoutSystemSitePackages();
        BuildContext.step(alone, "directories", this::ensureDirectories);
        BuildContext.step(alone, "configuration", this::createConfiguration);
        BuildContext.step(alone, "interpreter", this::setupPython);
        if (options.withPip()) {
            BuildContext.step(alone, "pip", this::setupPip);
        }
        if (!context.onlyUpgrades()) {
            BuildContext.step(alone, "scripts", this::setupScripts);
            BuildContext.step(alone, "post-setup", this::postSetup);
        }
        if (options.systemSitePackages()) {
            BuildContext.step(context, "configuration", this::createConfiguration);
        }
        if (options.upgradeDependencies()) {
            BuildContext.step(context, "upgrade", this::upgradeDependencies);
        }
        if (wantsPackages()) {
            BuildContext.step(context, "packages", this::installRequirements);
        }
    }

    private boolean wantsPackages() {
        return !options.requirements().isEmpty()
                || !options.packages().isEmpty()
                || !options.packageOptions().projects().isEmpty();
    }

    /**
     * Finds the Python that environments are made of.
     *
     * @return the Python that the options name, or {@link PythonInterpreter#find()}
     * @throws InterpreterException if there is none
     */
    protected PythonInterpreter findInterpreter() {
        return options.python().map(PythonInterpreter::find).orElseGet(PythonInterpreter::find);
    }

    /**
     * Returns what else goes into an environment, in a subclass: if it changes, an environment is made anew.
     *
     * @return any texts; if not overridden, the name of the class alone
     */
    protected List<String> fingerprint() {
        return List.of(getClass().getName());
    }

    /**
     * Makes the folders, and from Python 3.13 on tells git to ignore them.
     *
     * @param context what the steps know
     */
    protected void ensureDirectories(EnvContext context) {
        BuildContext.writing(context, PythonFiles::directories);
        if (options.gitIgnore() && context.interpreter().number().isAtLeast(3, 13)) {
            createGitIgnoreFile(context);
        }
    }

    /**
     * Writes the file that makes git ignore the environment.
     *
     * @param context what the steps know
     */
    protected void createGitIgnoreFile(EnvContext context) {
        BuildContext.writing(context, PythonFiles::gitIgnore);
    }

    /**
     * Writes {@code pyvenv.cfg}. If the environment is to see the packages of its Python, this is called twice, as in
     * Python: pip is put in before it sees them.
     *
     * @param context what the steps know
     */
    protected void createConfiguration(EnvContext context) {
        BuildContext.writing(context, PythonFiles::configuration);
    }

    /**
     * Links or copies the interpreter.
     *
     * @param context what the steps know
     */
    protected void setupPython(EnvContext context) {
        BuildContext.writing(context, it -> it.layout().interpreter(it));
    }

    /**
     * Installs pip, and setuptools before Python 3.12, from the wheels that the interpreter brings along. In an
     * environment that is there already, they are replaced if they are older.
     *
     * @param context what the steps know
     * @throws InterpreterException if it brings none along
     */
    protected void setupPip(EnvContext context) {
        BuildContext.writing(context, EnsurePip::run);
    }

    /**
     * Installs the activation scripts, from the interpreter's own templates; and one for nushell, for which Python has none,
     * unless the environment is to be exactly as Python's venv makes it.
     *
     * @param context what the steps know
     */
    protected void setupScripts(EnvContext context) {
        installScripts(context, PythonScripts.templates(context));
        if (!options.strictParity()) {
            BuildContext.writing(context, PythonScripts::nushell);
        }
    }

    /**
     * Installs scripts from a folder: every file below its subfolders {@code common} and
     * {@code posix}, or {@code nt} on Windows.
     *
     * @param context what the steps know
     * @param folder the folder
     */
    protected void installScripts(EnvContext context, Path folder) {
        BuildContext.writing(context, it -> PythonScripts.install(this, it, folder));
    }

    /**
     * Puts the environment's values in the place of a script's variables, such as {@code __VENV_DIR__}.
     *
     * @param context what the steps know
     * @param template the file from which the text comes
     * @param text the script's text
     * @return the text with values
     */
    protected String replaceVariables(EnvContext context, Path template, String text) {
        try {
            return PythonScripts.replaceVariables(context, template, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Brings pip, and setuptools before Python 3.12, up to date from the package index.
     *
     * @param context what the steps know
     * @throws PackageException if pip fails
     */
    protected void upgradeDependencies(EnvContext context) {
        List<String> words = new ArrayList<>(List.of("install", "--upgrade", "pip"));
        if (!context.interpreter().number().isAtLeast(3, 12)) {
            words.add("setuptools");
        }
        if (options.strictParity()) {
            runModule(context, "pip", words, line -> context.report(new EnvEvent.Message(line)));
        } else {
            runPip(context, words);
        }
    }

    /**
     * Installs the packages of the options: by pip, by uv, or from the cache if they were installed there before.
     *
     * @param context what the steps know
     * @throws PackageException if they cannot be installed, or the lock file does not fit
     */
    protected void installRequirements(EnvContext context) {
        BuildContext.writing(context, PackageInstall::run);
    }

    /**
     * Does what is left to do in a subclass; here nothing is. As in Python, pip and the activation scripts are there,
     * while the packages of the options come later.
     *
     * @param context what the steps know
     */
    protected void postSetup(EnvContext context) {}

    /**
     * Runs the environment's pip and reports its progress.
     *
     * @param context what the steps know
     * @param arguments what follows {@code pip}, such as {@code install} and packages
     * @throws PackageException if pip fails
     * @throws InterruptedBuildException if the thread is interrupted
     */
    protected final void runPip(EnvContext context, List<String> arguments) {
        new PipRun(context).run(arguments);
    }

    /**
     * Runs a module with the environment's interpreter, as {@code python -m} does it, in the environment's folder and
     * without the caller's {@code PYTHONHOME} and {@code PYTHONPATH}. It ends at the latest with this program.
     *
     * @param context what the steps know
     * @param module the module, such as {@code ensurepip}
     * @param arguments what follows it
     * @param lines is told each line that it writes, on the calling thread
     * @throws PackageException if it cannot be started, or ends with another exit code than 0
     * @throws InterruptedBuildException if the thread is interrupted
     */
    protected final void runModule(EnvContext context, String module, List<String> arguments, Consumer<String> lines) {
        new ModuleRun(context).run(module, arguments, lines);
    }

    private List<String> ingredients(EnvDirectory target, PythonInterpreter interpreter) {
        List<String> all = new ArrayList<>(fingerprint());
        all.add(target.path().toString());
        all.add(new TreeMap<>(interpreter.facts().answers()).toString());
        all.add(fileStamp(
                target.path().getFileSystem().getPath(interpreter.facts().realExecutable())));
        all.add(options.prompt().map(PythonText::repr).orElse(""));
        all.add("%s %s %s %s %s %s"
                .formatted(
                        options.systemSitePackages(),
                        options.symlinks(),
                        options.withPip(),
                        options.upgradeDependencies(),
                        options.gitIgnore(),
                        options.compile()));
        return all;
    }

    private static String fileStamp(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new InterpreterException("The Python at " + file + " is gone: name another one", e);
        }
    }
}
