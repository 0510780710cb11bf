package io.pilotlight.env;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a Node.js environment is to be made. Made by {@link NodeEnvBuilder#options()}, and never changed. */
public final class NodeEnvOptions {
    private final @Nullable String node;
    private final @Nullable Path packageJson;
    private final @Nullable String prompt;
    private final boolean clear;
    private final EnvListener listener;

    private NodeEnvOptions(Builder builder) {
        this.node = builder.node;
        this.packageJson = builder.packageJson;
        this.prompt = builder.prompt;
        this.clear = builder.clear;
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
     * @return a package.json, or empty for no packages
     */
    public Optional<Path> packageJson() {
        return Optional.ofNullable(packageJson);
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
     * Returns whether an environment that is already there is thrown away.
     *
     * @return whether it is
     */
    public boolean clear() {
        return clear;
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
        private @Nullable String node;
        private @Nullable Path packageJson;
        private @Nullable String prompt;
        private boolean clear;
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
         * Sets the package.json whose packages npm installs. A package-lock.json beside it is respected: npm then
         * installs exactly what it lists. If not set, no packages are installed.
         *
         * @param file the package.json
         * @return this builder
         */
        public Builder packageJson(Path file) {
            this.packageJson = file.toAbsolutePath().normalize();
            return this;
        }

        /**
         * Sets the prompt that activation shows. If not set, the name of the folder.
         *
         * @param text the prompt
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
         */
        public NodeEnvOptions build() {
            return new NodeEnvOptions(this);
        }
    }
}
