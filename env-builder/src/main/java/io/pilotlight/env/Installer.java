package io.pilotlight.env;

/** The program that installs Python packages. */
public enum Installer {
    /** uv if a program of that name is on {@code PATH}, else pip. */
    AUTO,
    /** The environment's own pip. */
    PIP,
    /** uv, which must be on {@code PATH}; the environment needs no pip for it. */
    UV
}
