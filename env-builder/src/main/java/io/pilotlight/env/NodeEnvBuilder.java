package io.pilotlight.env;

import io.pilotlight.core.Language;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes Node.js environments, with the shape and the promises of {@link EnvBuilder}.
 *
 * <pre>{@code
 * NodeEnvironment env = new NodeEnvBuilder(NodeEnvBuilder.options()
 *                 .packageJson(Path.of("package.json"))
 *                 .build())
 *         .create(Path.of(".nodeenv"));
 * }</pre>
 *
 * <p>An environment has {@code bin/node}, {@code bin/npm}, {@code bin/npx}, {@code bin/activate}, and the
 * {@code node_modules} of a package.json. Packages come through npm, with the cache and the settings of the user.
 */
public class NodeEnvBuilder {
    private final NodeEnvOptions options;

    /** Makes a builder with the defaults. */
    public NodeEnvBuilder() {
        this(options().build());
    }

    /**
     * Makes a builder.
     *
     * @param options how environments are to be made
     */
    public NodeEnvBuilder(NodeEnvOptions options) {
        this.options = options;
    }

    /**
     * Begins to collect options.
     *
     * @return a collector in which nothing is set
     */
    public static NodeEnvOptions.Builder options() {
        return new NodeEnvOptions.Builder();
    }

    /**
     * Makes an environment, or finds it there, by the rules of {@link EnvBuilder#create}.
     *
     * @param directory the environment's folder; folders above it are made
     * @return the environment
     * @throws InterpreterException if no Node.js fits, or it has no npm
     * @throws DirectoryException if the folder cannot be used
     * @throws PackageException if packages cannot be installed
     * @throws InterruptedBuildException if the thread is interrupted
     */
    public NodeEnvironment create(Path directory) {
        EnvDirectory target = EnvDirectory.of(directory);
        NodeInterpreter interpreter = findInterpreter();
        Receipt receipt = Receipt.of(Language.NODE, interpreter.version(), ingredients(target, interpreter));
        new BuildSite(target, options.listener())
                .build(new BuildSite.Plan(
                        receipt,
                        options.clear(),
                        NodeEnvironment.KIND,
                        workplace -> build(new NodeEnvContext(options, interpreter, target, workplace))));
        return NodeEnvironment.open(target.path());
    }

    /**
     * Makes the environment, step by step.
     *
     * @param context what the steps know
     */
    protected void build(NodeEnvContext context) {
        BuildContext.step(context, "directories", this::ensureDirectories);
        BuildContext.step(context, "interpreter", this::setupNode);
        BuildContext.step(context, "npm", this::setupNpm);
        BuildContext.step(context, "scripts", this::setupScripts);
        if (options.packageJson().isPresent()) {
            BuildContext.step(context, "packages", this::installPackages);
        }
        BuildContext.step(context, "post-setup", this::postSetup);
    }

    /**
     * Finds the Node.js that environments are made of.
     *
     * @return the Node.js that the options name, or {@link NodeInterpreter#find()}
     * @throws InterpreterException if there is none
     */
    protected NodeInterpreter findInterpreter() {
        return options.node().map(NodeInterpreter::find).orElseGet(NodeInterpreter::find);
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
     * Makes the folders.
     *
     * @param context what the steps know
     */
    protected void ensureDirectories(NodeEnvContext context) {
        BuildContext.writing(context, NodeFiles::directories);
    }

    /**
     * Links the interpreter.
     *
     * @param context what the steps know
     */
    protected void setupNode(NodeEnvContext context) {
        BuildContext.writing(context, NodeFiles::interpreter);
    }

    /**
     * Writes the commands {@code npm} and {@code npx}, which run the interpreter's npm on the environment.
     *
     * @param context what the steps know
     */
    protected void setupNpm(NodeEnvContext context) {
        BuildContext.writing(context, NodeFiles::npm);
    }

    /**
     * Writes the activation script.
     *
     * @param context what the steps know
     */
    protected void setupScripts(NodeEnvContext context) {
        BuildContext.writing(context, NodeFiles::activation);
    }

    /**
     * Installs the packages of the options' package.json, and exactly those of a package-lock.json beside it.
     *
     * @param context what the steps know
     * @throws PackageException if npm fails
     */
    protected void installPackages(NodeEnvContext context) {
        Path file = options.packageJson().orElseThrow();
        boolean locked = NodePackageFiles.hasLock(file);
        BuildContext.writing(context, it -> NodePackageFiles.copy(file, it.envDir()));
        runNpm(context, List.of(locked ? "ci" : "install"));
    }

    /**
     * Does what is left to do in a subclass; here nothing is. All other steps are done.
     *
     * @param context what the steps know
     */
    protected void postSetup(NodeEnvContext context) {}

    /**
     * Runs npm on the environment and reports its progress.
     *
     * @param context what the steps know
     * @param arguments what follows {@code npm}, such as {@code install} and packages
     * @throws PackageException if npm fails
     * @throws InterruptedBuildException if the thread is interrupted
     */
    protected final void runNpm(NodeEnvContext context, List<String> arguments) {
        new NpmRun(context).run(arguments);
    }

    private List<String> ingredients(EnvDirectory target, NodeInterpreter interpreter) {
        List<String> all = new ArrayList<>(fingerprint());
        all.add(target.path().toString());
        all.add(interpreter.toString());
        all.add(interpreter.npm().toString());
        all.add(options.prompt().map(PythonText::repr).orElse(""));
        options.packageJson().ifPresent(file -> all.addAll(NodePackageFiles.contents(file)));
        return all;
    }
}
