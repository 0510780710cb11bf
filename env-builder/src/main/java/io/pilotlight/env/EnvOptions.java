package io.pilotlight.env;

import io.pilotlight.env.cache.CacheFolder;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a Python environment is to be made. Made by {@link EnvBuilder#options()}, and never changed. */
public final class EnvOptions {
    private final @Nullable String python;
    private final @Nullable String prompt;
    private final boolean systemSitePackages;
    private final boolean clear;
    private final boolean upgrade;
    private final boolean strictParity;
    private final @Nullable Boolean symlinks;
    private final boolean withPip;
    private final boolean upgradeDependencies;
    private final boolean gitIgnore;
    private final boolean compile;
    private final List<Path> requirements;
    private final List<String> packages;
    private final EnvListener listener;
    private final @Nullable Path cache;
    private final PackageOptions packageOptions;

    private EnvOptions(Builder builder) {
        this.python = builder.python;
        this.prompt = builder.prompt;
        this.systemSitePackages = builder.systemSitePackages;
        this.clear = builder.clear;
        this.upgrade = builder.upgrade;
        this.strictParity = builder.strictParity;
        this.symlinks = builder.symlinks;
        this.withPip = builder.withPip;
        this.upgradeDependencies = builder.upgradeDependencies;
        this.gitIgnore = builder.gitIgnore;
        this.compile = builder.compile;
        this.requirements = List.copyOf(builder.requirements);
        this.packages = List.copyOf(builder.packages);
        this.listener = builder.listener;
        this.cache = builder.cache;
        this.packageOptions = builder.packageOptions();
    }

    /**
     * Returns which Python is wanted.
     *
     * @return what {@link PythonInterpreter#find(String)} takes, or empty for the machine's own choice
     */
    public Optional<String> python() {
        return Optional.ofNullable(python);
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
     * Returns whether the environment sees the packages of the Python it is made of.
     *
     * @return whether it does
     */
    public boolean systemSitePackages() {
        return systemSitePackages;
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
     * Returns whether an environment that is there is brought up to date in its place.
     *
     * @return whether it is
     */
    public boolean upgrade() {
        return upgrade;
    }

    /**
     * Returns whether all is done that Python's venv of that version does, and nothing else.
     *
     * @return whether it is
     */
    public boolean strictParity() {
        return strictParity;
    }

    /**
     * Returns whether the interpreter is linked rather than copied.
     *
     * @return whether it is linked; if that was not set, whether it is on this machine
     */
    public boolean symlinks() {
        return symlinks(File.separatorChar == '/');
    }

    boolean symlinks(boolean unlessSet) {
        return symlinks == null ? unlessSet : symlinks;
    }

    /**
     * Returns whether pip is put in.
     *
     * @return whether it is
     */
    public boolean withPip() {
        return withPip;
    }

    /**
     * Returns whether pip is brought up to date from the package index.
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
     * Returns whether pip's own modules are compiled ahead.
     *
     * @return whether they are
     */
    public boolean compile() {
        return compile;
    }

    /**
     * Returns the lists of packages to install.
     *
     * @return requirements files, in order
     */
    public List<Path> requirements() {
        return requirements;
    }

    /**
     * Returns the packages to install beside those of the requirements files.
     *
     * @return requirements such as {@code six==1.16.0}
     */
    public List<String> packages() {
        return packages;
    }

    /**
     * Returns who is told what happens.
     *
     * @return the listener
     */
    public EnvListener listener() {
        return listener;
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
     * Returns how packages are found and installed.
     *
     * @return the options of the installer, the lock and the projects
     */
    public PackageOptions packageOptions() {
        return packageOptions;
    }

    /** Collects options; every one has a default. */
    public static final class Builder extends PackageOptions.Builder<Builder> {
        private @Nullable String python;
        private @Nullable String prompt;
        private boolean systemSitePackages;
        private boolean clear;
        private boolean upgrade;
        private boolean strictParity;
        private @Nullable Boolean symlinks;
        private boolean withPip = true;
        private boolean upgradeDependencies;
        private boolean gitIgnore = true;
        private boolean compile = true;
        private final List<Path> requirements = new ArrayList<>();
        private final List<String> packages = new ArrayList<>();
        private EnvListener listener = EnvListener.none();
        private @Nullable Path cache =
                CacheFolder.standard().map(CacheFolder::path).orElse(null);

        Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Sets which Python the environment is made of. If not set, the machine's own choice:
         * {@link PythonInterpreter#find()}.
         *
         * @param spec what {@link PythonInterpreter#find(String)} takes: a version, a name or a path
         * @return this builder
         */
        public Builder python(String spec) {
            this.python = spec;
            return this;
        }

        /**
         * Sets the program of the Python that the environment is made of.
         *
         * @param executable a Python's program
         * @return this builder
         */
        public Builder python(Path executable) {
            return python(executable.toAbsolutePath().toString());
        }

        /**
         * Sets the prompt that activation shows. If not set, the name of the folder.
         *
         * @param text the prompt; {@code "."} stands for the name of the current folder
         * @return this builder
         */
        public Builder prompt(String text) {
            this.prompt = text;
            return this;
        }

        /**
         * Sets whether the environment sees the packages of the Python it is made of. If not set, it does not.
         *
         * @param visible whether it does
         * @return this builder
         */
        public Builder systemSitePackages(boolean visible) {
            this.systemSitePackages = visible;
            return this;
        }

        /**
         * Sets whether an environment that is already there is thrown away, with everything in its folder. If not set,
         * it is kept when it is made of the same things, and what this library did not make is never touched. A folder
         * that holds no environment is refused either way, unless {@link #strictParity} is asked for.
         *
         * @param throwAway whether it is
         * @return this builder
         */
        public Builder clear(boolean throwAway) {
            this.clear = throwAway;
            return this;
        }

        /**
         * Sets whether an environment that is there is brought up to date in its place, as {@code --upgrade} of
         * Python's venv does it after the Python below it became a newer one of the same minor version: the
         * configuration is written anew, folders and links that are missing are made, pip is brought to the version
         * that the interpreter brings along if it is older, and all else stays. An environment of another minor version
         * is refused. Where no environment is, one is made. If not set, it is not brought up to date.
         *
         * @param inPlace whether it is
         * @return this builder
         */
        public Builder upgrade(boolean inPlace) {
            this.upgrade = inPlace;
            return this;
        }

        /**
         * Sets whether all is done that {@code python -m venv} of that version does with a folder that is there, and no
         * file is written that it does not write. If set, a folder with anything in it is written into, {@link #clear}
         * empties any folder, {@link #upgrade} makes new environments without activation scripts, and another minor
         * version goes over an environment. Failures have the messages that they have in Python. If not set, what
         * silently breaks is refused, and a receipt is written.
         *
         * <p>Four things are as safe as without it: what is new, empty or to be cleared is built first and changed only
         * when that succeeded; a folder behind a link is not cleared; nothing is copied over an interpreter to which a
         * link of the environment leads; and the root of the file system is refused.
         *
         * @param exact whether it is
         * @return this builder
         */
        public Builder strictParity(boolean exact) {
            this.strictParity = exact;
            return this;
        }

        /**
         * Sets whether the interpreter is linked rather than copied. If not set, it is linked, and copied on Windows,
         * as on the command line of Python's venv.
         *
         * @param linked whether it is linked
         * @return this builder
         */
        public Builder symlinks(boolean linked) {
            this.symlinks = linked;
            return this;
        }

        /**
         * Sets whether pip is put in, in the version that the interpreter brings along. If not set, it is, as on the
         * command line of Python's venv.
         *
         * @param wanted whether it is
         * @return this builder
         */
        public Builder withPip(boolean wanted) {
            this.withPip = wanted;
            return this;
        }

        /**
         * Sets whether pip, and setuptools before Python 3.12, are brought up to date from the package index. If not
         * set, they are not.
         *
         * @param wanted whether they are
         * @return this builder
         */
        public Builder upgradeDependencies(boolean wanted) {
            this.upgradeDependencies = wanted;
            return this;
        }

        /**
         * Sets whether git is told to ignore the environment. If not set, it is where Python's venv does it: from
         * Python 3.13 on.
         *
         * @param wanted whether it is
         * @return this builder
         */
        public Builder gitIgnore(boolean wanted) {
            this.gitIgnore = wanted;
            return this;
        }

        /**
         * Sets whether pip's own modules are compiled ahead, which takes the better part of a second. If not set, they
         * are, as Python's venv does it; otherwise Python compiles each one when it is first used.
         *
         * @param ahead whether they are
         * @return this builder
         */
        public Builder compile(boolean ahead) {
            this.compile = ahead;
            return this;
        }

        /**
         * Adds a requirements file, whose packages pip installs. A change of its text, or of a file that it includes,
         * makes an environment out of date; a change of what it only points to, such as a folder, does not.
         *
         * @param file the file
         * @return this builder
         */
        public Builder requirements(Path file) {
            requirements.add(file.toAbsolutePath().normalize());
            return this;
        }

        /**
         * Adds packages, which pip installs.
         *
         * @param specs requirements such as {@code six==1.16.0}
         * @return this builder
         * @throws OptionException if one of them is empty or begins with a dash
         */
        public Builder packages(String... specs) {
            for (String spec : specs) {
                if (spec.isBlank() || spec.startsWith("-")) {
                    throw new OptionException("'" + spec + "' is no package: write it like six or six==1.16.0");
                }
                packages.add(spec);
            }
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
         * Sets where unpacked packages and other things are kept between environments. If not set, the folder that
         * {@code PILOTLIGHT_CACHE} names, else {@code pilotlight} where the system keeps the user's caches:
         * {@code XDG_CACHE_HOME} or {@code ~/.cache}, {@code ~/Library/Caches}, or {@code %LOCALAPPDATA%}.
         *
         * <p>Where the environment and the cache lie on one device, the files of packages are the same files. Installers
         * replace files and so do no harm to another environment; whoever edits a module in place does, until the cache
         * notices it with the next environment and makes the package anew.
         *
         * @param folder the folder, which is made if need be
         * @return this builder
         */
        public Builder cache(Path folder) {
            this.cache = folder.toAbsolutePath().normalize();
            return this;
        }

        /**
         * Lets nothing be kept between environments: each gets files of its own, and takes the longer for it.
         *
         * @return this builder
         */
        public Builder withoutCache() {
            this.cache = null;
            return this;
        }

        /**
         * Returns the options.
         *
         * @return options that never change
         * @throws OptionException if an environment is to be both upgraded and cleared, if packages are to be installed
         *     without pip, or if the prompt has a line break or a NUL in it; with strict parity, the last is allowed
         */
        public EnvOptions build() {
            if (upgrade && clear) {
                throw new OptionException("you cannot supply --upgrade and --clear together.");
            }
            boolean wantsPackages = !requirements.isEmpty() || !packages.isEmpty() || wantsProjects();
            if (!withPip && ((wantsPackages && needsPip()) || upgradeDependencies) && !strictParity) {
                throw new OptionException("Packages are installed by pip, or by uv where it is on PATH: drop"
                        + " withPip(false), or the packages");
            }
            check();
            if (prompt != null && !strictParity && prompt.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
                throw new OptionException("The prompt " + PythonText.repr(prompt)
                        + " has a line break or a NUL in it, which would break pyvenv.cfg: leave it out");
            }
            return new EnvOptions(this);
        }
    }
}
