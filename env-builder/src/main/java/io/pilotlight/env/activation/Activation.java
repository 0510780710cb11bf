package io.pilotlight.env.activation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a shell does to enter an environment, and the scripts that make it do so.
 *
 * <pre>{@code
 * Activation.builder("NODE_VIRTUAL_ENV", "/srv/env")
 *         .deactivate("deactivate_node")
 *         .path("bin", "node_modules/.bin")
 *         .set("NODE_PATH", "/srv/env/node_modules")
 *         .build()
 *         .writeTo(bin, false);
 * }</pre>
 *
 * <p>Each script sets the variable to the folder and {@code VARIABLE_PROMPT} to the prompt, puts folders before PATH, sets
 * and unsets the other variables, and shows the prompt. Its command for leaving undoes that. Environments of several
 * languages may be active in one shell at once, and be left in any order; only csh and cmd must leave them in reverse
 * order. Entering one twice, or another one of the same language, leaves the former first. The file for sh works under
 * {@code set -eu}.
 *
 * <p>Every text reaches its shell exactly, and nothing in it is run. In what the prompt <em>shows</em>, characters that some
 * shell would expand anew each time are replaced by an underscore; and cmd cannot hold a double quote, which becomes a
 * single one.
 *
 * <p>Paths are texts, as they can be meant for another operating system than this one.
 */
public final class Activation {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern EXPANDED = Pattern.compile("[$`\\\\!%^\\p{Cntrl}]");

    private final String variable;
    private final String directory;
    private final String deactivate;
    private final String prompt;
    private final List<String> path;
    private final Map<String, String> set;
    private final Set<String> unset;

    private Activation(Builder builder) {
        this.variable = builder.variable;
        this.directory = builder.directory;
        this.deactivate = builder.deactivate;
        this.prompt = builder.prompt == null ? lastName(builder.directory) : builder.prompt;
        this.path = List.copyOf(builder.path);
        this.set = new LinkedHashMap<>(builder.set);
        this.unset = new LinkedHashSet<>(builder.unset);
    }

    /**
     * Begins to describe the activation of an environment.
     *
     * @param variable the variable that holds its folder, such as {@code VIRTUAL_ENV}
     * @param directory its folder: an absolute path, at which it is when the scripts are used
     * @return a collector in which nothing else is set
     * @throws IllegalArgumentException if the variable's name is none, or the folder has a line break or a NUL in it
     */
    public static Builder builder(String variable, String directory) {
        return new Builder(name(variable), line(directory));
    }

    /**
     * Describes how a Python environment is activated, for the shells that Python brings no script for.
     *
     * @param directory its folder
     * @param prompt the prompt, without parentheses
     * @param programs the name of its folder of programs: {@code bin} or {@code Scripts}
     * @return the activation
     * @throws IllegalArgumentException if one of them has a line break or a NUL in it
     */
    public static Activation ofPython(String directory, String prompt, String programs) {
        return builder("VIRTUAL_ENV", directory)
                .prompt(prompt)
                .path(programs)
                .unset("PYTHONHOME")
                .build();
    }

    /**
     * Writes the scripts: {@code activate} (sh, bash, zsh), {@code activate.csh}, {@code activate.fish},
     * {@code activate.nu} and {@code Activate.ps1}; on Windows also {@code activate.bat}, and a {@code .bat} file with the
     * name of the command for leaving. They are made like any file, not to be run but to be sourced.
     *
     * @param folder an existing folder; files in it with those names are replaced
     * @param windows whether the environment is for Windows
     * @throws IOException if a file cannot be written
     */
    public void writeTo(Path folder, boolean windows) throws IOException {
        for (Script script : Script.values()) {
            if (windows || !script.onWindowsOnly()) {
                write(script, folder);
            }
        }
    }

    /**
     * Writes the script for nushell alone, which is {@code activate.nu}.
     *
     * @param folder an existing folder; a file in it with that name is replaced
     * @throws IOException if the file cannot be written
     */
    public void writeNushellTo(Path folder) throws IOException {
        write(Script.NU, folder);
    }

    private void write(Script script, Path folder) throws IOException {
        Files.write(folder.resolve(script.fileName(this)), script.bytes(this));
    }

    String variable() {
        return variable;
    }

    String directory() {
        return directory;
    }

    String deactivate() {
        return deactivate;
    }

    String prompt() {
        return prompt;
    }

    /** Returns what stands before the shell's own prompt. */
    String shown() {
        return "(" + EXPANDED.matcher(prompt).replaceAll("_") + ") ";
    }

    List<String> path() {
        return path;
    }

    Map<String, String> set() {
        return set;
    }

    Set<String> unset() {
        return unset;
    }

    private static String lastName(String directory) {
        return directory.substring(Math.max(directory.lastIndexOf('/'), directory.lastIndexOf('\\')) + 1);
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no name in every shell: use letters, digits and _");
        }
        return text;
    }

    private static String line(String text) {
        if (text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new IllegalArgumentException(
                    "'" + text + "' has a line break or a NUL in it, which no script can hold: leave it out");
        }
        return text;
    }

    /** Collects what an activation does. */
    public static final class Builder {
        private final String variable;
        private final String directory;
        private String deactivate = "deactivate";
        private @Nullable String prompt;
        private final List<String> path = new ArrayList<>();
        private final Map<String, String> set = new LinkedHashMap<>();
        private final Set<String> unset = new LinkedHashSet<>();

        private Builder(String variable, String directory) {
            this.variable = variable;
            this.directory = directory;
        }

        /**
         * Sets the command that leaves the environment. If not set, {@code deactivate}, which is that of Python; for another
         * language take another one, or the two cannot be active at once.
         *
         * @param command a name
         * @return this builder
         * @throws IllegalArgumentException if it is no name
         */
        public Builder deactivate(String command) {
            this.deactivate = name(command);
            return this;
        }

        /**
         * Sets the prompt. If not set, the name of the folder.
         *
         * @param text the prompt, without parentheses
         * @return this builder
         * @throws IllegalArgumentException if it has a line break or a NUL in it
         */
        public Builder prompt(String text) {
            this.prompt = line(text);
            return this;
        }

        /**
         * Adds folders that go first on PATH, the first one foremost. If not called, none.
         *
         * @param folders paths below the environment's folder, with slashes, such as {@code node_modules/.bin}
         * @return this builder
         * @throws IllegalArgumentException if one has a line break or a NUL in it
         */
        public Builder path(String... folders) {
            Arrays.stream(folders).map(Activation::line).forEach(path::add);
            return this;
        }

        /**
         * Adds a variable that is set to a text.
         *
         * @param name the variable
         * @param value the text
         * @return this builder
         * @throws IllegalArgumentException if the name is none, or PATH, or the text has a line break or a NUL in it
         */
        public Builder set(String name, String value) {
            set.put(changed(name), line(value));
            unset.remove(name);
            return this;
        }

        /**
         * Adds a variable that is removed.
         *
         * @param name the variable
         * @return this builder
         * @throws IllegalArgumentException if the name is none, or PATH
         */
        public Builder unset(String name) {
            unset.add(changed(name));
            set.remove(name);
            return this;
        }

        /**
         * Returns the activation.
         *
         * @return an activation that never changes
         */
        public Activation build() {
            return new Activation(this);
        }

        private String changed(String name) {
            if (name.equals("PATH") || name.equals(variable)) {
                throw new IllegalArgumentException(name + " is changed in any case: use path, or another variable");
            }
            return name(name);
        }
    }
}
