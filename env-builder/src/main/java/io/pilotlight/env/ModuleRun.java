package io.pilotlight.env;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A run of a module by an environment's interpreter, in a process that ends with this one: {@code _call_new_python} of
 * CPython's venv.
 */
final class ModuleRun {
    private static final String STARTER = Resource.text("module.py");

    private final EnvContext context;
    private final List<String> said = new ArrayList<>();

    ModuleRun(EnvContext context) {
        this.context = context;
    }

    void run(String module, List<String> arguments, Consumer<String> lines) {
        List<String> words = new ArrayList<>(List.of(context.envExecCmd().toString(), "-c", STARTER, module));
        words.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(context.envDir().toFile());
        Map<String, String> variables = builder.environment();
        List.of("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__").forEach(variables::remove);
        variables.put("VIRTUAL_ENV", context.envDir().toString());
        variables.put("PYTHONUNBUFFERED", "1");
        variables.put("PYTHONIOENCODING", "utf-8");
        try (Scratch scratch = Scratch.in(context.envDir())) {
            scratch.use(variables);
            int exitCode = context.children().run(builder, true, line -> {
                said.add(line);
                lines.accept(line);
            });
            if (exitCode != 0) {
                throw new PackageException(
                        "Command " + words(module, arguments) + " returned non-zero exit status " + exitCode + ".",
                        said);
            }
        } catch (IOException e) {
            throw new PackageException(context.envExecCmd() + " cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while " + module + " ran", e);
        }
    }

    /** The command as CPython's venv would have called it. */
    private String words(String module, List<String> arguments) {
        List<String> words =
                new ArrayList<>(List.of(context.later(context.envExecCmd()).toString(), "-m", module));
        words.addAll(arguments);
        return words.stream().map(PythonText::repr).collect(Collectors.joining(", ", "'[", "]'"));
    }
}
