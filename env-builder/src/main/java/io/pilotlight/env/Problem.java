package io.pilotlight.env;

import java.nio.file.Path;

/**
 * Something that is wrong with an environment.
 *
 * @param kind what it is
 * @param path the file or folder that it is about
 * @param text what is wrong, and what to do, in a line
 */
public record Problem(Kind kind, Path path, String text) {

    /** What can be wrong. */
    public enum Kind {
        /** The environment's interpreter is missing, leads nowhere, or cannot be run. */
        INTERPRETER,
        /** The interpreter outside, of which the environment was made, is gone, or is another version now. */
        BASE,
        /** {@code pyvenv.cfg}, or the receipt, is missing or damaged, or names another place. */
        CONFIGURATION,
        /** An activation script is missing, or was made for another place: the folder was moved. */
        ACTIVATION,
        /** A program's first line, or a command, leads elsewhere. */
        PROGRAM,
        /** A package's metadata, its RECORD among it, is missing or damaged. */
        METADATA,
        /** A file of a package is missing, or is not as it was installed. */
        FILE,
        /** A package is missing that the environment was made with. */
        PACKAGE,
        /** A package needs another one that is not there, or is there in a version that does not fit. */
        REQUIREMENT
    }
}
