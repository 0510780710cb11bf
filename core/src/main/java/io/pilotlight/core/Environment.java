package io.pilotlight.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A place where code runs: a folder with an interpreter, its packages, and the variables that make programs use them.
 *
 * <p>An environment is a value that describes a folder on disk; it holds no process and needs no closing. All methods
 * may be called from any thread.
 */
public interface Environment {

    /**
     * Returns the language that this environment runs.
     *
     * @return the language
     */
    Language language();

    /**
     * Returns the environment's folder.
     *
     * @return an absolute path
     */
    Path directory();

    /**
     * Returns the program that runs code in this environment, such as {@code bin/python}.
     *
     * @return an absolute path
     */
    Path interpreter();

    /**
     * Returns the version of the interpreter.
     *
     * @return for example {@code "3.11.7"}
     */
    String version();

    /**
     * Returns the variables that activating the environment in a shell would set, {@code PATH} among them.
     *
     * <p>They are computed from this process's own environment on each call.
     *
     * @return variable names and values
     */
    Map<String, String> variables();

    /**
     * Returns the variables that activating the environment would remove, such as {@code PYTHONHOME}.
     *
     * @return variable names
     */
    List<String> unsetVariables();

    /**
     * Prepares a command that runs in this environment: its variables are set, its programs are found first.
     *
     * <p>The command inherits the rest of this process's variables. A first word without a path separator is looked up
     * among the environment's programs, then on {@code PATH}. Nothing is started.
     *
     * @param command the program and its arguments, at least one word
     * @return a builder that the caller may change further, and start
     * @throws IllegalArgumentException if {@code command} is empty
     */
    ProcessBuilder process(List<String> command);
}
