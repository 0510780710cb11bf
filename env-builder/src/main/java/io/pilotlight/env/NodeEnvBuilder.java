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
 * <p>An environment has {@code bin/node}, {@code bin/npm}, {@code bin/npx}, scripts to activate it, and the
 * {@code node_modules} of a package.json or a list. Packages come through npm, with the cache and the settings of the
 * user; a second environment with the same lock file gets them from {@linkplain NodeEnvOptions.Builder#cache the cache}.
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
        NodeManifest manifest = NodeManifest.of(options);
        if (manifest.awaitsLock()) {
            new NodeLockMaker(options, interpreter).write(manifest);
            manifest = NodeManifest.of(options);
        }
        NodeEnvContext.Order order = new NodeEnvContext.Order(options, interpreter, manifest);
        Receipt receipt = Receipt.of(Language.NODE, interpreter.version(), ingredients(target, order));
        new BuildSite(target, options.listener())
                .build(new BuildSite.Plan(
                        receipt,
                        options.clear(),
                        NodeEnvironment.KIND,
                        workplace -> build(new NodeEnvContext(order, target, workplace))));
        return NodeEnvironment.open(target.path());
    }

    /**
     * Makes the environment, step by step.
     *
     * @param context what the steps know
     */
    protected void build(NodeEnvContext context) {
        if (NodeUpgrade.isWanted(context)) {
            BuildContext.step(context, "kept", it -> BuildContext.writing(it, NodeUpgrade::keep));
        }
        BuildContext.step(context, "directories", this::ensureDirectories);
        BuildContext.step(context, "configuration", this::createConfiguration);
        BuildContext.step(context, "interpreter", this::setupNode);
        if (options.withNpm()) {
            BuildContext.step(context, "npm", this::setupNpm);
        }
        BuildContext.step(context, "scripts", this::setupScripts);
        if (options.upgradeDependencies()) {
            BuildContext.step(context, "upgrade", this::upgradeDependencies);
        }
        if (options.wantsPackages()) {
            BuildContext.step(context, "packages", this::installPackages);
        }
        if (NodeUpgrade.isWanted(context)) {
            BuildContext.step(context, "rebuild", it -> BuildContext.writing(it, NodeUpgrade::rebuild));
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
     * Makes the folders, and tells git to ignore them.
     *
     * @param context what the steps know
     */
    protected void ensureDirectories(NodeEnvContext context) {
        BuildContext.writing(context, NodeFiles::directories);
        if (options.gitIgnore()) {
            createGitIgnoreFile(context);
        }
    }

    /**
     * Writes the file that makes git ignore the environment.
     *
     * @param context what the steps know
     */
    protected void createGitIgnoreFile(NodeEnvContext context) {
        BuildContext.writing(context, NodeFiles::gitIgnore);
    }

    /**
     * Writes {@code nodevenv.cfg}, which says in the manner of pyvenv.cfg what the environment was made of: {@code home},
     * {@code version}, {@code prompt} (if one was given), {@code executable} and {@code npm}.
     *
     * @param context what the steps know
     */
    protected void createConfiguration(NodeEnvContext context) {
        BuildContext.writing(context, NodeFiles::configuration);
    }

    /**
     * Links or copies the interpreter.
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
     * Writes the activation scripts, for sh, bash, zsh, csh, fish, nushell and PowerShell. The command for leaving is
     * {@code deactivate_node}, as in nodeenv, so that a Python environment can be active at the same time.
     *
     * @param context what the steps know
     */
    protected void setupScripts(NodeEnvContext context) {
        BuildContext.writing(context, NodeFiles::activation);
    }

    /**
     * Puts in an npm of the environment's own: the newest in the registry that runs on its Node.js.
     *
     * @param context what the steps know
     * @throws PackageException if npm fails
     */
    protected void upgradeDependencies(NodeEnvContext context) {
        BuildContext.writing(context, NodeFiles::removeNpm);
        String prefix = context.envDir().toString();
        runNpm(context, List.of("install", "--global", "--prefix", prefix, "npm@*", "--engine-strict"));
        BuildContext.writing(context, NodeFiles::npm);
    }

    /**
     * Installs the packages of the options; if there is a lock file, exactly those that it lists.
     *
     * @param context what the steps know
     * @throws PackageException if npm fails
     */
    protected void installPackages(NodeEnvContext context) {
        new NodeInstall(context).run(NodeUpgrade.isWanted(context));
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

    private List<String> ingredients(EnvDirectory target, NodeEnvContext.Order order) {
        List<String> all = new ArrayList<>(fingerprint());
        all.add(target.path().toString());
        all.add(order.interpreter().toString());
        all.add(order.interpreter().npm().toString());
        all.add(NodeFiles.prompt(options).map(PythonText::repr).orElse(""));
        all.add("%s %s %s %s %s %s %s"
                .formatted(
                        options.symlinks(),
                        options.withNpm(),
                        options.upgradeDependencies(),
                        options.gitIgnore(),
                        options.ignoreScripts(),
                        options.production(),
                        options.registry()));
        all.addAll(order.manifest().ingredients());
        return all;
    }
}
