package io.pilotlight.env;

import java.io.IOException;
import java.util.List;

/** Compiles an environment's modules ahead of their first use. */
final class PythonCompiler {
    private static final String SCRIPT = Resource.text("compile.py");

    private PythonCompiler() {}

    static void compile(EnvContext context) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                context.executable().toString(),
                "-E",
                "-S",
                "-s",
                "-c",
                SCRIPT,
                context.libPath().toString(),
                context.later(context.libPath()).toString()));
        try {
            int exitCode = context.children().run(builder, false, line -> context.report(new EnvEvent.Message(line)));
            if (exitCode != 0) {
                throw new IOException("the compiler of " + context.interpreter() + " ended with exit code " + exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while compiling modules", e);
        }
    }
}
