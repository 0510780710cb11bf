package io.pilotlight.env;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a command is run in an environment. Made by {@link #builder()}, and never changed. */
public final class RunOptions {
    private final @Nullable Path directory;
    private final Map<String, String> variables;
    private final @Nullable String input;
    private final @Nullable Duration limit;
    private final boolean attached;
    private final @Nullable Consumer<CommandResult.Line> lines;

    private RunOptions(Builder builder) {
        this.directory = builder.directory;
        this.variables = Map.copyOf(builder.variables);
        this.input = builder.input;
        this.limit = builder.limit;
        this.attached = builder.attached;
        this.lines = builder.lines;
    }

    /**
     * Begins to collect options.
     *
     * @return a collector in which nothing is set
     */
    public static Builder builder() {
        return new Builder();
    }

    Optional<Path> directory() {
        return Optional.ofNullable(directory);
    }

    Map<String, String> variables() {
        return variables;
    }

    Optional<String> input() {
        return Optional.ofNullable(input);
    }

    Optional<Duration> limit() {
        return Optional.ofNullable(limit);
    }

    boolean attached() {
        return attached;
    }

    Optional<Consumer<CommandResult.Line>> lines() {
        return Optional.ofNullable(lines);
    }

    /** Collects options; every one has a default. */
    public static final class Builder {
        private @Nullable Path directory;
        private final Map<String, String> variables = new LinkedHashMap<>();
        private @Nullable String input;
        private @Nullable Duration limit;
        private boolean attached;
        private @Nullable Consumer<CommandResult.Line> lines;

        private Builder() {}

        /**
         * Sets the folder in which the command runs. If not set, the current one.
         *
         * @param folder a folder that is there
         * @return this builder
         */
        public Builder directory(Path folder) {
            this.directory = folder;
            return this;
        }

        /**
         * Sets a variable beside those of this process and of the environment, before which it goes. If never called,
         * there are only those.
         *
         * @param name the variable's name
         * @param value its value
         * @return this builder
         */
        public Builder variable(String name, String value) {
            variables.put(name, value);
            return this;
        }

        /**
         * Sets what the command reads from its standard input. If not set, its input is empty.
         *
         * @param text the text, which it gets in UTF-8
         * @return this builder
         */
        public Builder input(String text) {
            this.input = text;
            return this;
        }

        /**
         * Sets how long the command may take; then it is ended, with the programs below it. If not set, there is no
         * limit.
         *
         * @param time more than zero
         * @return this builder
         * @throws OptionException if the time is zero or less
         */
        public Builder limit(Duration time) {
            if (time.isZero() || time.isNegative()) {
                throw new OptionException("A command cannot end within " + time + ": give it some time");
            }
            this.limit = time;
            return this;
        }

        /**
         * Lets the command use this process's own standard streams, and so its terminal. Nothing is captured then. If not
         * called, its output is captured.
         *
         * @return this builder
         */
        public Builder attached() {
            this.attached = true;
            return this;
        }

        /**
         * Sets who is told each line that the command writes, soon after it is written. If not set, nobody is.
         *
         * @param listener is called on the thread that runs the command; what it throws ends the command
         * @return this builder
         */
        public Builder lines(Consumer<CommandResult.Line> listener) {
            this.lines = listener;
            return this;
        }

        /**
         * Returns the options.
         *
         * @return options that never change
         * @throws OptionException if the command is attached and has an input or a listener, which it cannot have
         */
        public RunOptions build() {
            if (attached && (input != null || lines != null)) {
                throw new OptionException(
                        "A command that is attached uses this process's own streams: leave out its input and listener");
            }
            return new RunOptions(this);
        }
    }
}
