package io.pilotlight.env;

import java.nio.file.Path;
import java.util.OptionalInt;

/** Something that happened while an environment was made. */
public sealed interface EnvEvent {

    /**
     * A step began.
     *
     * @param step the step's name, such as {@code "pip"}
     */
    record StepStarted(String step) implements EnvEvent {}

    /**
     * A step came to its end without a failure.
     *
     * @param step the step's name, as in the event of its start
     */
    record StepFinished(String step) implements EnvEvent {}

    /**
     * An installer came further with a package.
     *
     * @param phase what it does with the package
     * @param name the package, as the installer calls it; for a download its file or address
     * @param size the size as the installer writes it, such as {@code "11 kB"}; empty if it does not say
     * @param count how many packages have come to this phase, this one included
     * @param total how many there are in all, or empty while nobody knows
     */
    record PackageProgress(Phase phase, String name, String size, int count, OptionalInt total) implements EnvEvent {}

    /**
     * A program that was started wrote a line.
     *
     * @param line the line without its end
     */
    record Message(String line) implements EnvEvent {}

    /**
     * Another thread or process makes the same environment, and its end is waited for.
     *
     * @param directory the environment's folder
     */
    record Waiting(Path directory) implements EnvEvent {}

    /**
     * The environment was there already, made of the same things: nothing was done.
     *
     * @param directory the environment's folder
     */
    record UpToDate(Path directory) implements EnvEvent {}

    /**
     * The environment is at its place, whole.
     *
     * @param directory the environment's folder
     */
    record Created(Path directory) implements EnvEvent {}

    /**
     * Something is not as it was asked for, and it goes on all the same.
     *
     * @param text what it is, in the words of Python's venv where it warns of the same
     */
    record Warning(String text) implements EnvEvent {}

    /** How far an installer is with a package. */
    enum Phase {
        /** It looks for a version. */
        COLLECTING,
        /** It downloads a file. */
        DOWNLOADING,
        /** It unpacks the package into the environment. */
        INSTALLING,
        /** The package is in the environment. */
        INSTALLED
    }
}
