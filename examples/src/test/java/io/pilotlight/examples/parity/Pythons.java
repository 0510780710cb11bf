package io.pilotlight.examples.parity;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.InterpreterException;
import io.pilotlight.env.PythonEnvironment;
import io.pilotlight.env.PythonInterpreter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The Python that requests runs in: an environment of our own making, kept in the build's folder for the next run. */
public final class Pythons {
    private Pythons() {}

    /**
     * Makes the environment, or finds it as a run before has left it.
     *
     * @param requirements what it holds
     */
    public static PythonEnvironment make(Path requirements, Path directory) throws IOException, InterruptedException {
        return new EnvBuilder(EnvBuilder.options()
                        .python(interpreter().executable())
                        .requirements(requirements)
                        .build())
                .create(directory);
    }

    /** Finds a Python that requests 2.34 runs on and that can install it; without one the test is left out. */
    private static PythonInterpreter interpreter() throws IOException, InterruptedException {
        for (PythonInterpreter python : found()) {
            String program = python.executable().toString();
            if (new ProcessBuilder(program, "-c", "import ensurepip").start().waitFor() == 0) {
                return python;
            }
        }
        assumeTrue(false, "needs a Python 3.10 or later with ensurepip (Debian: python3-venv)");
        throw new AssertionError("not reached");
    }

    private static Iterable<PythonInterpreter> found() {
        try {
            return PythonInterpreter.findAll(">=3.10");
        } catch (InterpreterException none) {
            return List.of();
        }
    }
}
