package io.pilotlight.env;

import io.pilotlight.env.cache.CacheFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a Node.js environment is to be made. Made by {@link NodeEnvBuilder#options()}, and never changed. */
public final class NodeEnvOptions {
    private final @Nullable String node;
    private final @Nullable Path packageJson;
    private final List<String> packages;
    private final @Nullable Path lock;
    private final boolean locked;
    private final boolean offline;
    private final boolean preferOffline;
    private final boolean ignoreScripts;
    private final boolean production;
    private final @Nullable URI registry;
    private final @Nullable String prompt;
    private final boolean clear;
    private final boolean upgrade;
    private final boolean symlinks;
    private final boolean withNpm;
    private final boolean upgradeDependencies;
    private final boolean gitIgnore;
    private final @Nullable Path cache;
    private final EnvListener listener;

    private NodeEnvOptions(Builder builder) {
        this.node = builder.node;
        this.packageJson = builder.packageJson;
        this.packages = List.copyOf(builder.packages);
        this.lock = builder.lock;
        this.locked = builder.locked;
        this.offline = builder.offline;
        this.preferOffline = builder.preferOffline;
        this.ignoreScripts = builder.ignoreScripts;
        this.production = builder.production;
        this.registry = builder.registry;
        this.prompt = builder.prompt;
        this.clear = builder.clear;
        this.upgrade = builder.upgrade;
        this.symlinks = builder.symlinks;
        this.withNpm = builder.withNpm;
        this.upgradeDependencies = builder.upgradeDependencies;
        this.gitIgnore = builder.gitIgnore;
        this.cache = builder.cache;
        this.listener = builder.listener;
    }

    /**
     * Returns which Node.js is wanted.
     *
     * @return what {@link NodeInterpreter#find(String)} takes, or empty for the machine's own choice
     */
    public Optional<String> node() {
        return Optional.ofNullable(node);
    }

    /**
     * Returns the list of packages to install.
     *
     * @return a package.json, or empty for none
     */
    public Optional<Path> packageJson() {
        return Optional.ofNullable(packageJson);
    }

    /**
     * Returns the packages to install beside those of the package.json.
     *
     * @return packages such as {@code is-odd@3}
     */
    public List<String> packages() {
        return packages;
    }

    /**
     * Returns the lock file that says exactly what is installed.
     *
     * @return the file, which need not exist, or empty for the one beside the package.json, if there is one
     */
    public Optional<Path> lock() {
        return Optional.ofNullable(lock);
    }

    /**
     * Returns whether there must be a lock file.
     *
     * @return whether there must
     */
    public boolean locked() {
        return locked;
    }

    /**
     * Returns whether packages come from npm's cache alone.
     *
     * @return whether they do
     */
    public boolean offline() {
        return offline;
    }

    /**
     * Returns whether npm's cache is used without asking the registry for anything newer.
     *
     * @return whether it is
     */
    public boolean preferOffline() {
        return preferOffline;
    }

    /**
     * Returns whether the install scripts of packages are left out.
     *
     * @return whether they are
     */
    public boolean ignoreScripts() {
        return ignoreScripts;
    }

    /**
     * Returns whether packages that are only for development are left out.
     *
     * @return whether they are
     */
    public boolean production() {
        return production;
    }

    /**
     * Returns where packages come from.
     *
     * @return the registry, or empty for the one that npm is set to
     */
    public Optional<URI> registry() {
        return Optional.ofNullable(registry);
    }

    /**
     * Returns the prompt that activation shows.
     *
     * @return the prompt as it was given, or empty for the name of the folder
     */
    public Optional<String> prompt() {
        return Optional.ofNullable(prompt);
    }

    /**
     * Returns whether an environment that is already there is thrown away.
     *
     * @return whether it is
     */
    public boolean clear() {
        return clear;
    }

    /**
     * Returns whether an environment that is already there keeps its packages.
     *
     * @return whether it does
     */
    public boolean upgrade() {
        return upgrade;
    }

    /**
     * Returns whether Node.js is linked rather than copied.
     *
     * @return whether it is linked
     */
    public boolean symlinks() {
        return symlinks;
    }

    /**
     * Returns whether the commands {@code npm} and {@code npx} are put in.
     *
     * @return whether they are
     */
    public boolean withNpm() {
        return withNpm;
    }

    /**
     * Returns whether npm is brought up to date from the registry.
     *
     * @return whether it is
     */
    public boolean upgradeDependencies() {
        return upgradeDependencies;
    }

    /**
     * Returns whether git is told to ignore the environment.
     *
     * @return whether it is
     */
    public boolean gitIgnore() {
        return gitIgnore;
    }

    /**
     * Returns where things are kept between environments.
     *
     * @return a folder that need not exist, or empty if nothing is kept
     */
    public Optional<Path> cacheFolder() {
        return Optional.ofNullable(cache);
    }

    /**
     * Returns who is told what happens.
     *
     * @return the listener
     */
    public EnvListener listener() {
        return listener;
    }

    /** Returns whether there are packages to install. */
    boolean wantsPackages() {
        return packageJson != null || !packages.isEmpty();
    }

    /** Collects options; every one has a default. */
    public static final class Builder {
        private @Nullable String node;
        private @Nullable Path packageJson;
        private final List<String> packages = new ArrayList<>();
        private @Nullable Path lock;
        private boolean locked;
        private boolean offline;
        private boolean preferOffline;
        private boolean ignoreScripts;
        private boolean production;
        private @Nullable URI registry;
        private @Nullable String prompt;
        private boolean clear;
        private boolean upgrade;
        private boolean symlinks = true;
        private boolean withNpm = true;
        private boolean upgradeDependencies;
        private boolean gitIgnore = true;
        private @Nullable Path cache =
                CacheFolder.standard().map(CacheFolder::path).orElse(null);
        private EnvListener listener = EnvListener.none();

        Builder() {}

        /**
         * Sets which Node.js the environment is made of. If not set, the machine's own choice:
         * {@link NodeInterpreter#find()}.
         *
         * @param spec what {@link NodeInterpreter#find(String)} takes: a version, a range, a name or a path
         * @return this builder
         */
        public Builder node(String spec) {
            this.node = spec;
            return this;
        }

        /**
         * Sets the program of the Node.js that the environment is made of.
         *
         * @param executable a Node.js program
         * @return this builder
         */
        public Builder node(Path executable) {
            return node(executable.toAbsolutePath().normalize().toString());
        }

        /**
         * Sets the package.json whose packages npm installs. A package-lock.json or npm-shrinkwrap.json beside it is
         * respected: npm then installs exactly what it lists, and fails if that does not fit. A .npmrc beside it
         * counts, too. If not set, only what {@link #packages} names is installed.
         *
         * <p>Nothing else that lies beside it is taken along: relative paths of packages are read from its folder;
         * workspaces, and lock files that name relative paths, are refused.
         *
         * @param file the package.json
         * @return this builder
         */
        public Builder packageJson(Path file) {
            this.packageJson = file.toAbsolutePath().normalize();
            return this;
        }

        /**
         * Adds packages, which npm installs beside those of the package.json, in the place of packages of the same name
         * there. A lock file beside that package.json is then kept to as far as it goes; one set by {@link #lock} must fit.
         *
         * @param specs packages such as {@code is-odd}, {@code is-odd@3}, {@code @scope/name@^1.2} or
         *     {@code name@https://host/file.tgz}
         * @return this builder
         * @throws OptionException if one of them has no name
         */
        public Builder packages(String... specs) {
            for (String spec : specs) {
                packages.add(NodeSpec.of(spec).toString());
            }
            return this;
        }

        /**
         * Sets the lock file: exactly what it lists is installed, and the making fails if that does not fit. If it is
         * not there, it is written, for this environment and those after it. If not set, it is the one beside the
         * package.json, which is never written.
         *
         * @param file the file, in the format of package-lock.json
         * @return this builder
         */
        public Builder lock(Path file) {
            this.lock = file.toAbsolutePath().normalize();
            return this;
        }

        /**
         * Sets whether there must be a lock file. If not set, there need not be: without one, npm chooses the newest
         * packages that fit.
         *
         * @param needed whether there must
         * @return this builder
         */
        public Builder locked(boolean needed) {
            this.locked = needed;
            return this;
        }

        /**
         * Sets whether packages come from npm's cache alone; what is not there fails. If not set, npm asks the
         * registry.
         *
         * @param alone whether they do
         * @return this builder
         */
        public Builder offline(boolean alone) {
            this.offline = alone;
            return this;
        }

        /**
         * Sets whether npm takes what is in its cache without asking the registry for anything newer. If not set, it
         * asks, but for what a lock file names.
         *
         * @param preferred whether it does
         * @return this builder
         */
        public Builder preferOffline(boolean preferred) {
            this.preferOffline = preferred;
            return this;
        }

        /**
         * Sets whether the install scripts of packages, and those of the package.json itself, are left out. If not
         * set, they run, with all rights of this process.
         *
         * @param ignored whether they are
         * @return this builder
         */
        public Builder ignoreScripts(boolean ignored) {
            this.ignoreScripts = ignored;
            return this;
        }

        /**
         * Sets whether packages that are only for development are left out. If not set, npm installs them, unless
         * {@code NODE_ENV} is {@code production}.
         *
         * @param only whether they are
         * @return this builder
         */
        public Builder production(boolean only) {
            this.production = only;
            return this;
        }

        /**
         * Sets where packages come from. If not set, what npm is set to, which as a rule is registry.npmjs.org.
         * Passwords and tokens belong into a .npmrc.
         *
         * @param address an address with http or https
         * @return this builder
         * @throws OptionException if it is another kind of address, or has a user or password in it
         */
        public Builder registry(URI address) {
            boolean usable = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (!usable || address.getHost() == null || address.getUserInfo() != null) {
                throw new OptionException(
                        "The registry must be an address such as https://registry.npmjs.org, without a user");
            }
            this.registry = address;
            return this;
        }

        /**
         * Sets the prompt that activation shows. If not set, the name of the folder.
         *
         * @param text the prompt; {@code "."} stands for the name of the current folder
         * @return this builder
         * @throws OptionException if the prompt has a line break or a NUL in it
         */
        public Builder prompt(String text) {
            if (text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
                throw new OptionException(
                        "The prompt " + PythonText.repr(text) + " has a line break or a NUL in it: leave it out");
            }
            this.prompt = text;
            return this;
        }

        /**
         * Sets whether an environment that is already there is thrown away. If not set, it is kept when it is made of
         * the same things. A folder that holds no environment is refused either way.
         *
         * @param throwAway whether it is
         * @return this builder
         */
        public Builder clear(boolean throwAway) {
            this.clear = throwAway;
            return this;
        }

        /**
         * Sets whether an environment that is already there, but made of something else (a Node.js that has been
         * upgraded, for one), keeps its packages and whatever else was put into it, and gets Node.js, npm and scripts
         * anew. If not set, it is made anew as a whole.
         *
         * <p>Packages of the options are then brought up to date among those that are there. If Node.js has another
         * major version than before, packages with compiled parts are built anew.
         *
         * @param kept whether it does
         * @return this builder
         */
        public Builder upgrade(boolean kept) {
            this.upgrade = kept;
            return this;
        }

        /**
         * Sets whether Node.js is linked rather than copied. If not set, it is linked. npm is used where it is in
         * either case.
         *
         * @param linked whether it is linked
         * @return this builder
         */
        public Builder symlinks(boolean linked) {
            this.symlinks = linked;
            return this;
        }

        /**
         * Sets whether the commands {@code npm} and {@code npx} are put in. If not set, they are. Packages of the
         * options are installed either way.
         *
         * @param wanted whether they are
         * @return this builder
         */
        public Builder withNpm(boolean wanted) {
            this.withNpm = wanted;
            return this;
        }

        /**
         * Sets whether the environment gets an npm of its own, the newest that runs on its Node.js, from the registry.
         * If not set, it uses the one that belongs to that Node.js.
         *
         * @param wanted whether it does
         * @return this builder
         */
        public Builder upgradeDependencies(boolean wanted) {
            this.upgradeDependencies = wanted;
            return this;
        }

        /**
         * Sets whether git is told to ignore the environment. If not set, it is.
         *
         * @param wanted whether it is
         * @return this builder
         */
        public Builder gitIgnore(boolean wanted) {
            this.gitIgnore = wanted;
            return this;
        }

        /**
         * Sets where installed packages are kept between environments, so that another one with the same lock file
         * gets them as hard links. If not set, the folder that {@code PILOTLIGHT_CACHE} names, else {@code pilotlight}
         * where the system keeps the user's caches: {@code XDG_CACHE_HOME} or {@code ~/.cache}, {@code
         * ~/Library/Caches}, or {@code %LOCALAPPDATA%}. npm has its own cache besides.
         *
         * <p>Only what comes from registries with checksums and runs no install scripts is kept. npm replaces files
         * and so does no harm to another environment; whoever edits a module in place does, until the next environment
         * notices it and takes new ones.
         *
         * @param folder the folder, which is made if need be
         * @return this builder
         */
        public Builder cache(Path folder) {
            this.cache = folder.toAbsolutePath().normalize();
            return this;
        }

        /**
         * Lets nothing be kept between environments but by npm itself.
         *
         * @return this builder
         */
        public Builder withoutCache() {
            this.cache = null;
            return this;
        }

        /**
         * Sets who is told what happens. If not set, nobody is.
         *
         * @param events the listener
         * @return this builder
         */
        public Builder listener(EnvListener events) {
            this.listener = events;
            return this;
        }

        /**
         * Returns the options.
         *
         * @return options that never change
         * @throws OptionException if two of them contradict each other
         */
        public NodeEnvOptions build() {
            if (clear && upgrade) {
                throw new OptionException("An environment is either cleared or upgraded: drop clear, or upgrade");
            }
            if (upgradeDependencies && !withNpm) {
                throw new OptionException(
                        "npm cannot be both left out and upgraded: drop withNpm(false), or the upgrade");
            }
            boolean packagesWanted = packageJson != null || !packages.isEmpty();
            if (!packagesWanted && (locked || lock != null)) {
                throw new OptionException("A lock file is for packages: name a package.json or packages, or drop it");
            }
            return new NodeEnvOptions(this);
        }
    }
}
