package io.pilotlight.env;

/** How to look for what is asked. */
enum RequestForm {
    /** At a path. */
    PLACE,
    /** By the name of a program. */
    PROGRAM,
    /** By what it is. */
    PROPERTIES
}
