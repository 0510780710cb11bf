package io.pilotlight.env;

import io.pilotlight.env.jar.Coordinates;
import io.pilotlight.env.jar.Jars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a Java environment is to be made. Made by {@link JavaEnvBuilder#options()}, and never changed. */
public final class JavaEnvOptions {
    private final @Nullable String java;
    private final @Nullable String prompt;
    private final @Nullable Path lock;
    private final List<String> packages;
    private final List<String> managed;
    private final List<String> exclusions;
    private final List<Path> jars;
    private final MavenOptions maven;
    private final Builder.Switches switches;
    private final EnvListener listener;

    private JavaEnvOptions(Builder builder) {
        this.java = builder.java;
        this.prompt = builder.prompt;
        this.lock = builder.lock;
        this.packages = List.copyOf(builder.packages);
        this.managed = List.copyOf(builder.managed);
        this.exclusions = List.copyOf(builder.exclusions);
        this.jars = List.copyOf(builder.jars);
        this.maven = builder.maven;
        this.switches = builder.switches.copy();
        this.listener = builder.listener;
    }

    /**
     * Returns which Java is wanted.
     *
     * @return what {@link JavaInterpreter#find(String)} takes, or empty for {@link JavaInterpreter#find()}
     */
    public Optional<String> java() {
        return Optional.ofNullable(java);
    }

    /**
     * Returns the prompt that activation shows.
     *
     * @return the prompt, or empty for the name of the folder
     */
    public Optional<String> prompt() {
        return Optional.ofNullable(prompt);
    }

    /**
     * Returns the file that says exactly which packages to take.
     *
     * @return a file, which need not be there; or empty for none
     */
    public Optional<Path> lock() {
        return Optional.ofNullable(lock);
    }

    /**
     * Returns whether only what the lock says is taken.
     *
     * @return whether a missing or another lock is refused
     */
    public boolean locked() {
        return switches.locked;
    }

    /**
     * Returns the packages to install with all that they need.
     *
     * @return Maven coordinates
     */
    public List<String> packages() {
        return packages;
    }

    /**
     * Returns the packages whose POMs say which versions of others to take.
     *
     * @return Maven coordinates
     */
    public List<String> managed() {
        return managed;
    }

    /**
     * Returns what is left out though a package needs it.
     *
     * @return names as {@code group:artifact}, where either may be {@code *}
     */
    public List<String> exclusions() {
        return exclusions;
    }

    /**
     * Returns the jars that come from no repository; they stand behind the packages in the class path.
     *
     * @return absolute paths, in class path order
     */
    public List<Path> jars() {
        return jars;
    }

    /**
     * Returns where packages come from.
     *
     * @return the options for Maven Resolver
     */
    public MavenOptions maven() {
        return maven;
    }

    /**
     * Returns whether only the local repository is asked.
     *
     * @return whether no remote one is
     */
    public boolean offline() {
        return switches.offline;
    }

    /**
     * Returns whether the newest versions that the packages allow are looked for again.
     *
     * @return whether they are
     */
    public boolean upgrade() {
        return switches.upgrade;
    }

    /**
     * Returns whether an environment that is already there is thrown away.
     *
     * @return whether it is
     */
    public boolean clear() {
        return switches.clear;
    }

    /**
     * Returns whether programs and jars are linked rather than copied.
     *
     * @return whether they are linked
     */
    public boolean symlinks() {
        return switches.symlinks;
    }

    /**
     * Returns whether git is told to ignore the environment.
     *
     * @return whether it is
     */
    public boolean gitIgnore() {
        return switches.gitIgnore;
    }

    /**
     * Returns who is told what happens.
     *
     * @return the listener
     */
    public EnvListener listener() {
        return listener;
    }

    /** Collects options; every one has a default. */
    public static final class Builder {
        private @Nullable String java;
        private @Nullable String prompt;
        private @Nullable Path lock;
        private final List<String> packages = new ArrayList<>();
        private final List<String> managed = new ArrayList<>();
        private final List<String> exclusions = new ArrayList<>();
        private final List<Path> jars = new ArrayList<>();
        private MavenOptions maven = MavenOptions.builder().build();
        private final Switches switches = new Switches();
        private EnvListener listener = EnvListener.none();

        Builder() {}

        /** What is either so or not. */
        private static final class Switches {
            private boolean locked;
            private boolean offline;
            private boolean upgrade;
            private boolean clear;
            private boolean symlinks = true;
            private boolean gitIgnore = true;

            Switches copy() {
                Switches same = new Switches();
                same.locked = locked;
                same.offline = offline;
                same.upgrade = upgrade;
                same.clear = clear;
                same.symlinks = symlinks;
                same.gitIgnore = gitIgnore;
                return same;
            }
        }

        /**
         * Sets which Java the environment is made of. If not set, {@link JavaInterpreter#find()}.
         *
         * @param spec what {@link JavaInterpreter#find(String)} takes: a version or a path
         * @return this builder
         */
        public Builder java(String spec) {
            this.java = spec;
            return this;
        }

        /**
         * Sets the Java that the environment is made of.
         *
         * @param home its folder or its program
         * @return this builder
         */
        public Builder java(Path home) {
            return java(home.toAbsolutePath().toString());
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
         * Adds packages, which are installed with all that they need to run, from Maven repositories. If none are added,
         * Maven Resolver is not needed.
         *
         * @param coordinates {@code group:artifact:version} or {@code group:artifact:extension[:classifier]:version},
         *     where the version may be a range such as {@code [1.0,2.0)}; or {@code group:artifact} where
         *     {@link #managed} says the version
         * @return this builder
         * @throws OptionException if one of them is nothing like that
         */
        public Builder packages(String... coordinates) {
            addChecked(packages, Coordinates::parse, coordinates);
            return this;
        }

        /**
         * Adds packages whose POMs say which versions of other packages to take, as Maven's scope {@code import} does.
         * If none are added, the packages themselves say it.
         *
         * @param coordinates {@code group:artifact:version}
         * @return this builder
         * @throws OptionException if one of them is nothing like that
         */
        public Builder managed(String... coordinates) {
            addChecked(managed, JavaEnvOptions::withVersion, coordinates);
            return this;
        }

        /**
         * Leaves out packages that others need. If none are named, all are taken that Maven would take at run time.
         *
         * @param names {@code group:artifact}, where either may be {@code *}
         * @return this builder
         * @throws OptionException if one of them is nothing like that
         */
        public Builder exclusions(String... names) {
            addChecked(exclusions, Coordinates.Name::parse, names);
            return this;
        }

        /**
         * Adds jars that come from no repository. They are copied, behind the packages in the class path.
         *
         * @param files the jars
         * @return this builder
         * @throws OptionException if the name of one cannot stand in a class path
         */
        public Builder jars(Path... files) {
            for (Path file : files) {
                Path absolute = file.toAbsolutePath().normalize();
                checked(Jars::checkedName, String.valueOf(absolute.getFileName()));
                jars.add(absolute);
            }
            return this;
        }

        /**
         * Sets where packages come from. If not set, from where Maven takes them.
         *
         * @param options the options for Maven Resolver
         * @return this builder
         */
        public Builder maven(MavenOptions options) {
            this.maven = options;
            return this;
        }

        /**
         * Sets the file that says exactly which packages to take, with their checksums. If it is there and fits what
         * is asked for, only what it says is taken, and checked. If it is missing or does not fit, it is written after
         * the environment is made. If not set, there is none.
         *
         * @param file the file, to be kept with the program's sources
         * @return this builder
         */
        public Builder lock(Path file) {
            this.lock = file.toAbsolutePath().normalize();
            return this;
        }

        /**
         * Sets whether only what the lock says is taken. If not set, a lock that is missing or does not fit is written
         * anew.
         *
         * @param only whether a missing or another lock is refused
         * @return this builder
         */
        public Builder locked(boolean only) {
            switches.locked = only;
            return this;
        }

        /**
         * Sets whether only the local repository is asked. If not set, it is as the settings say.
         *
         * @param only whether no remote repository is asked
         * @return this builder
         */
        public Builder offline(boolean only) {
            switches.offline = only;
            return this;
        }

        /**
         * Sets whether the newest versions that ranges and snapshots allow are looked for again: the environment is made
         * anew, and a lock too. If not set, what is there is kept while the same things are asked for.
         *
         * @param again whether they are
         * @return this builder
         */
        public Builder upgrade(boolean again) {
            switches.upgrade = again;
            return this;
        }

        /**
         * Sets whether an environment that is already there is thrown away, with everything in its folder. If not set,
         * it is kept when it is made of the same things. A folder that holds no environment is refused either way.
         *
         * @param throwAway whether it is
         * @return this builder
         */
        public Builder clear(boolean throwAway) {
            switches.clear = throwAway;
            return this;
        }

        /**
         * Sets whether Java's programs are symbolic links and jars hard links to those of the local repository. If not
         * set, they are, where the file system can do it. Otherwise programs are scripts that start Java's own, as a
         * program of Java's does not run outside of its home; and jars are copies.
         *
         * @param linked whether they are linked
         * @return this builder
         */
        public Builder symlinks(boolean linked) {
            switches.symlinks = linked;
            return this;
        }

        /**
         * Sets whether git is told to ignore the environment. If not set, it is.
         *
         * @param wanted whether it is
         * @return this builder
         */
        public Builder gitIgnore(boolean wanted) {
            switches.gitIgnore = wanted;
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
         * @throws OptionException if {@code locked} is set without a lock, or with {@code upgrade}
         */
        public JavaEnvOptions build() {
            if (switches.locked && lock == null) {
                throw new OptionException("locked(true) needs a lock: name its file with lock, or drop locked");
            }
            if (switches.locked && switches.upgrade) {
                throw new OptionException(
                        "A lock cannot be both kept and upgraded: drop locked(true) or upgrade(true)");
            }
            return new JavaEnvOptions(this);
        }

        private static void addChecked(List<String> list, Consumer<String> check, String... texts) {
            for (String text : texts) {
                checked(check, text);
                list.add(text);
            }
        }

        private static void checked(Consumer<String> check, String text) {
            try {
                check.accept(text);
            } catch (IllegalArgumentException e) {
                throw new OptionException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static void withVersion(String text) {
        if (Coordinates.parse(text).version().isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' has no version: write it as group:artifact:version");
        }
    }
}
