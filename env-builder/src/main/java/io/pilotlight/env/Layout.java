package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where things are in a Python environment, and how its interpreter gets in: CPython's rules for one kind of system. */
interface Layout {

    /** Returns the name of the folder for programs. */
    String binName();

    /** Returns the names that lead from the environment to the folder for headers. */
    List<String> include();

    /** Returns the names that lead from the environment to the folder for modules. */
    List<String> sitePackages();

    /** Says whether {@code lib64} stands beside {@code lib}. */
    boolean hasLib64();

    /** Returns the name that the interpreter has in the environment, if its program has the given one. */
    String programName(String baseName);

    /** Says whether the interpreter is linked if nobody says otherwise. */
    boolean linksByDefault();

    /** Returns the option of Python's venv that stands for the other choice. */
    String otherChoice();

    /** Returns what ends a line in a text file. */
    String lineEnd();

    /** Returns the name of the folder of activation scripts beside "common". */
    String scriptFolder();

    /** Says whether a file of the scripts' folders is no script. */
    boolean leavesOut(String fileName);

    /** Says whether a file of the scripts' folders is copied as it is. */
    boolean copiesWhole(String fileName);

    /** Puts the interpreter in, under its own name and those that people type. */
    void interpreter(EnvContext context) throws IOException;

    /** Returns what separates folders in the variable PATH on the file system of the path. */
    static String pathSeparator(Path path) {
        return path.getFileSystem().getSeparator().equals("\\") ? ";" : ":";
    }
}
