package io.pilotlight.env;

import io.pilotlight.core.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An environment on disk that this library can look into and look after, of whatever language.
 *
 * <pre>{@code
 * VirtualEnvironment environment = VirtualEnvironment.open(Path.of(".venv"));
 * environment.run(List.of("python", "-m", "pytest")).orThrow();
 * environment.check(CheckDepth.QUICK).forEach(problem -> log.warn(problem.text()));
 * }</pre>
 */
public sealed interface VirtualEnvironment extends Environment
        permits PythonEnvironment, NodeEnvironment, JavaEnvironment {

    /**
     * Opens the environment in a folder; the folder tells its language.
     *
     * @param directory the environment's folder
     * @return the environment, which can be used
     * @throws DirectoryException if the folder holds no environment, or one whose interpreter is gone
     */
    static VirtualEnvironment open(Path directory) {
        return EnvFolders.open(directory);
    }

    /**
     * Opens the environment in a folder in whatever state it is, to look into it and to repair it.
     *
     * @param directory the environment's folder
     * @return the environment; its interpreter may be gone, and its version empty where nothing tells it any more
     * @throws DirectoryException if nothing in the folder says that it is, or was, an environment
     */
    static VirtualEnvironment openAsIs(Path directory) {
        return EnvFolders.openAsIs(directory);
    }

    /**
     * Finds the environments in a folder and in those below it. Links are not followed, and nothing is looked for inside
     * of an environment, of {@code node_modules} or of {@code .git}; what cannot be read is passed over.
     *
     * @param folder where to look; it may be an environment itself
     * @param depth how many folders down to look; 1 looks at the folder's own entries
     * @return the environments in the order of their paths, in whatever state they are
     * @throws DirectoryException if there is no such folder
     */
    static List<VirtualEnvironment> below(Path folder, int depth) {
        return EnvFolders.below(folder, depth);
    }

    /**
     * Lists the packages that are installed in the environment, without starting its interpreter.
     *
     * @return the packages by name
     * @throws DirectoryException if the environment cannot be read
     */
    List<InstalledPackage> packages();

    /**
     * Runs a command in the environment to its end, and captures what it writes.
     *
     * <p>Its programs come first, and its input is empty. The calling thread waits. If it is interrupted, or if the Java
     * virtual machine ends, the command is ended with the programs below it. All output is held in memory: for more, or to
     * talk with a program, use {@link #process}.
     *
     * @param command the program and its arguments, at least one word
     * @return what it wrote, and its exit code
     * @throws IllegalArgumentException if {@code command} is empty
     * @throws CommandException if the command cannot be started
     * @throws InterruptedBuildException if the thread is interrupted
     */
    default CommandResult run(List<String> command) {
        return run(command, RunOptions.builder().build());
    }

    /**
     * Runs a command in the environment to its end, in the way that the options say; otherwise as {@link #run(List)}.
     *
     * @param command the program and its arguments, at least one word
     * @param options its folder, variables, input, time limit, and who is told its lines
     * @return what it wrote, and its exit code
     * @throws IllegalArgumentException if {@code command} is empty
     * @throws CommandException if the command cannot be started
     * @throws InterruptedBuildException if the thread is interrupted
     */
    default CommandResult run(List<String> command, RunOptions options) {
        return Commands.run(process(command), options);
    }

    /**
     * Adds up what the environment takes on disk.
     *
     * @return its size
     * @throws DirectoryException if its folder cannot be read
     */
    default DiskSize size() {
        return DiskSize.of(directory());
    }

    /**
     * Returns a checksum over all of which the environment was made: the interpreter, the options, the requirements. Two
     * environments with equal ones were made of the same things at the same path. It says nothing about what was changed
     * since: {@link #check} does.
     *
     * @return a SHA-256 in hexadecimal digits; empty if something else than this library made the environment
     */
    default Optional<String> fingerprint() {
        return EnvFolders.fingerprint(directory());
    }

    /**
     * Looks for what is wrong with the environment. Nothing is changed, and its interpreter is not started.
     *
     * @param depth how closely to look
     * @return the problems, those of the environment before those of its packages; empty if there are none
     */
    List<Problem> check(CheckDepth depth);

    /**
     * Mends what {@link #check} finds, with {@link CheckDepth#FULL}, and changes nothing else: as {@link
     * #repair(EnvListener)} without a listener.
     *
     * @return what is still wrong
     * @throws DirectoryException if files cannot be read or written
     * @throws InterruptedBuildException if the thread is interrupted
     */
    default List<Problem> repair() {
        return repair(EnvListener.none());
    }

    /**
     * Mends what {@link #check} finds, with {@link CheckDepth#FULL}, and changes nothing else.
     *
     * <p>Links, configuration, activation scripts and first lines of programs are written anew, for the place where the
     * environment is now: one that was moved works again. Damaged packages are installed again in their version, which
     * may need the network. What needs a decision is left: a requirement that is not met, a base interpreter of which no
     * version fits. Nobody else may make or repair the environment meanwhile; they wait.
     *
     * @param listener is told what happens
     * @return what is still wrong, and why
     * @throws DirectoryException if files cannot be read or written
     * @throws InterruptedBuildException if the thread is interrupted
     */
    List<Problem> repair(EnvListener listener);

    /**
     * Removes the environment with all that is in its folder. It disappears at once.
     *
     * @throws DirectoryException if it cannot be removed
     * @throws InterruptedBuildException if the thread is interrupted while another one makes the environment
     */
    void remove();
}
