package io.pilotlight.env;

/** How closely an environment is looked at. */
public enum CheckDepth {
    /** All but the files of packages: some milliseconds for a hundred packages. */
    QUICK,
    /** Also that each file of each package is there, in its size; no file is read for that. */
    FILES,
    /** Also that each file of each package is as it was installed: every byte is read. */
    FULL
}
