package io.pilotlight.env;

import io.pilotlight.core.Language;
import io.pilotlight.env.jar.JarLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes Java environments, with the shape and the promises of {@link EnvBuilder}.
 *
 * <pre>{@code
 * JavaEnvironment env = new JavaEnvBuilder(JavaEnvBuilder.options()
 *                 .packages("org.slf4j:slf4j-simple:2.0.17")
 *                 .build())
 *         .create(Path.of(".javaenv"));
 * }</pre>
 *
 * <p>An environment has Java's programs in {@code bin}, the jars of the packages and of all that they need in
 * {@code lib}, linked from the local Maven repository where that is possible, {@code lib/classpath.args}, and activation scripts. Packages
 * are resolved by Maven Resolver, in this process and with the user's settings. Maven Resolver is an optional
 * dependency of this module: who wants packages adds
 * {@code org.apache.maven.resolver:maven-resolver-supplier} and {@code org.apache.maven:maven-settings-builder}.
 */
public class JavaEnvBuilder {
    private final JavaEnvOptions options;

    /** Makes a builder with the defaults. */
    public JavaEnvBuilder() {
        this(options().build());
    }

    /**
     * Makes a builder.
     *
     * @param options how environments are to be made
     */
    public JavaEnvBuilder(JavaEnvOptions options) {
        this.options = options;
    }

    /**
     * Begins to collect options.
     *
     * @return a collector in which nothing is set
     */
    public static JavaEnvOptions.Builder options() {
        return new JavaEnvOptions.Builder();
    }

    /**
     * Makes an environment, or finds it there, by the rules of {@link EnvBuilder#create}. An environment is also made anew
     * if a jar of it is missing, or if the lock of the options says something else.
     *
     * @param directory the environment's folder; folders above it are made
     * @return the environment
     * @throws InterpreterException if no Java fits
     * @throws DirectoryException if the folder cannot be used
     * @throws PackageException if packages cannot be installed
     * @throws InterruptedBuildException if the thread is interrupted
     */
    public JavaEnvironment create(Path directory) {
        EnvDirectory target = EnvDirectory.of(directory);
        JavaInterpreter interpreter = findInterpreter();
        Receipt receipt = Receipt.of(Language.JAVA, interpreter.version(), ingredients(target, interpreter));
        new BuildSite(target, options.listener())
                .build(new BuildSite.Plan(
                        receipt,
                        options.clear(),
                        JavaEnvironment.kind(options),
                        workplace -> build(new JavaEnvContext(options, interpreter, target, workplace))));
        options.lock().ifPresent(file -> writeLock(target.path(), file));
        return JavaEnvironment.open(target.path());
    }

    /**
     * Makes the environment, step by step.
     *
     * @param context what the steps know
     */
    protected void build(JavaEnvContext context) {
        BuildContext.step(context, "directories", this::ensureDirectories);
        BuildContext.step(context, "configuration", this::createConfiguration);
        BuildContext.step(context, "interpreter", this::setupJava);
        if (options.upgrade()) {
            BuildContext.step(context, "upgrade", this::upgradeDependencies);
        } else {
            BuildContext.step(context, "packages", this::installPackages);
        }
        BuildContext.step(context, "scripts", this::setupScripts);
        BuildContext.step(context, "post-setup", this::postSetup);
    }

    /**
     * Finds the Java that environments are made of.
     *
     * @return the Java that the options name, or {@link JavaInterpreter#find()}
     * @throws InterpreterException if there is none
     */
    protected JavaInterpreter findInterpreter() {
        return options.java().map(JavaInterpreter::find).orElseGet(JavaInterpreter::find);
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
     * Makes the folders, and tells git to ignore them.
     *
     * @param context what the steps know
     */
    protected void ensureDirectories(JavaEnvContext context) {
        BuildContext.writing(context, JavaFiles::directories);
    }

    /**
     * Writes {@code javaenv.cfg}.
     *
     * @param context what the steps know
     */
    protected void createConfiguration(JavaEnvContext context) {
        BuildContext.writing(context, JavaFiles::configuration);
    }

    /**
     * Links the programs of the Java.
     *
     * @param context what the steps know
     */
    protected void setupJava(JavaEnvContext context) {
        BuildContext.writing(context, JavaFiles::programs);
    }

    /**
     * Installs the packages and jars of the options: exactly those of the lock, if there is one that fits.
     *
     * @param context what the steps know
     * @throws PackageException if packages cannot be had, or are not what the lock says
     */
    protected void installPackages(JavaEnvContext context) {
        BuildContext.writing(context, JavaPackages::install);
    }

    /**
     * Installs the packages and jars of the options in the newest versions that they allow, in place of
     * {@link #installPackages}.
     *
     * @param context what the steps know
     * @throws PackageException if packages cannot be had
     */
    protected void upgradeDependencies(JavaEnvContext context) {
        BuildContext.writing(context, JavaPackages::upgrade);
    }

    /**
     * Writes the activation scripts, which set {@code CLASSPATH} and {@code JAVA_HOME}; the class path is known.
     *
     * @param context what the steps know
     */
    protected void setupScripts(JavaEnvContext context) {
        BuildContext.writing(context, JavaFiles::activation);
    }

    /**
     * Does what is left to do in a subclass; here nothing is. All other steps are done.
     *
     * @param context what the steps know
     */
    protected void postSetup(JavaEnvContext context) {}

    private List<String> ingredients(EnvDirectory target, JavaInterpreter interpreter) {
        List<String> all = new ArrayList<>(fingerprint());
        all.add(target.path().toString());
        all.add(interpreter.toString());
        all.add(JavaFiles.prompt(options).map(PythonText::repr).orElse(""));
        all.add(options.symlinks() + " " + options.gitIgnore());
        all.addAll(JarInputs.stamps(options));
        return all;
    }

    /** The lock is written when the environment is there: what failed half-way never changes it. */
    private static void writeLock(Path environment, Path file) {
        try {
            Path made = environment.resolve(JavaFiles.LOCK);
            if (Files.isRegularFile(made) && (Files.notExists(file) || Files.mismatch(made, file) >= 0)) {
                JarLock.read(made).write(file);
            }
        } catch (IOException e) {
            throw new EnvironmentException(
                    "The environment " + environment + " is made, but its lock " + file + " cannot be written: "
                            + e.getMessage() + ". Name a file that can",
                    e);
        }
    }
}
