package io.pilotlight.env;

import java.nio.file.Path;
import java.util.List;

/**
 * What the steps of making a Java environment know.
 *
 * <p>While it is made, an environment stands in a folder beside its own. The paths here are those of that folder; a path
 * that goes into a file is passed through {@link #later} first.
 */
public final class JavaEnvContext extends BuildContext {
    private final JavaEnvOptions options;
    private final JavaInterpreter interpreter;

    JavaEnvContext(
            JavaEnvOptions options, JavaInterpreter interpreter, EnvDirectory target, BuildSite.Workplace workplace) {
        super(target, workplace, options.listener());
        this.options = options;
        this.interpreter = interpreter;
    }

    /**
     * Returns the options of the builder.
     *
     * @return the options
     */
    public JavaEnvOptions options() {
        return options;
    }

    /**
     * Returns the Java that the environment is made of.
     *
     * @return the interpreter
     */
    public JavaInterpreter interpreter() {
        return interpreter;
    }

    /**
     * Returns the prompt that activation shows.
     *
     * @return the prompt, without parentheses
     */
    public String prompt() {
        return JavaFiles.prompt(options).orElse(envName());
    }

    /**
     * Returns the environment's Java.
     *
     * @return a path in {@link #envDir()}
     */
    public Path envExe() {
        return JavaFinder.program(envDir());
    }

    /**
     * Returns the folder of the jars.
     *
     * @return a path in {@link #envDir()}
     */
    public Path libPath() {
        return JavaFiles.lib(envDir());
    }

    /**
     * Returns the jars that are there so far, which is all of them once packages are installed.
     *
     * @return paths in {@link #libPath()}, in class path order
     */
    public List<Path> classPath() {
        return JavaFiles.classPath(envDir());
    }
}
