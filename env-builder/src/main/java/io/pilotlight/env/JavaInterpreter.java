package io.pilotlight.env;

import java.nio.file.Path;

/**
 * A Java on this machine that environments can be made of: a Java runtime or development kit.
 *
 * <p>Equal if home and version are. Finding one reads its {@code release} file; only a Java without one is started, once.
 *
 * @param home its folder, an absolute path
 * @param version its version, for example {@code "17.0.15"}
 */
public record JavaInterpreter(Path home, String version) {

    /**
     * Finds the Java that is used when none is named: the one that runs this program if it has {@code bin/java}, else
     * that of {@code JAVA_HOME}, the first on {@code PATH}, or one in the system's usual places.
     *
     * @return a Java 8 or later
     * @throws InterpreterException if there is none
     */
    public static JavaInterpreter find() {
        return JavaFinder.system().find();
    }

    /**
     * Finds the Java that a text describes.
     *
     * @param spec a version such as {@code "17"}, {@code "17.0.15"}, {@code ">=17"} or {@code ">=17,<22"}, looked for in
     *     the order of {@link #find()}; {@code "java"} for the first on {@code PATH}; or a path as for {@link #of}
     * @return a Java 8 or later
     * @throws InterpreterException if there is none, or the text describes none
     */
    public static JavaInterpreter find(String spec) {
        return JavaFinder.system().find(spec);
    }

    /**
     * Takes the Java at a path.
     *
     * @param path its home folder, as in {@code JAVA_HOME}, or its program {@code java}; a launcher stands for the Java
     *     that it starts
     * @return a Java 8 or later
     * @throws InterpreterException if nothing is there, it is no Java, or it is too old
     */
    public static JavaInterpreter of(Path path) {
        return JavaFinder.system().at(path);
    }

    /**
     * Returns the program.
     *
     * @return the absolute path of {@code bin/java} in its home
     */
    public Path executable() {
        return JavaFinder.program(home);
    }

    @Override
    public String toString() {
        return "Java " + version + " at " + home;
    }
}
