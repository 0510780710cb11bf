package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Compiles modules ahead of their first use, in a process that ends with this one. */
final class PythonCompiler {
    private static final String SCRIPT = Resource.text("compile.py");

    private PythonCompiler() {}

    /** Compiles what lies below a folder; the paths in compiled modules are set when they are loaded. */
    static void compile(EnvContext context, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                context.executable().toString(),
                "-E",
                "-S",
                "-s",
                "-c",
                SCRIPT,
                folder.toString(),
                context.later(folder).toString()));
        try {
            int exitCode = context.children().run(builder, true, line -> context.report(new EnvEvent.Message(line)));
            if (exitCode != 0) {
                throw new IOException("the compiler of " + context.interpreter() + " ended with exit code " + exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while compiling modules", e);
        }
    }
}
