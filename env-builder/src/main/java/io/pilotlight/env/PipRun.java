package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of an environment's pip, in a process that ends with this one. */
final class PipRun {
    private static final String STARTER = Resource.text("module.py");

    /** Settings that would send packages elsewhere, or silence pip. */
    private static final List<String> HARMFUL = List.of(
            "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_PYTHON", "PIP_QUIET", "PIP_VERBOSE", "PIP_DRY_RUN", "PIP_LOG");

    private final EnvContext context;
    private final PipOutput output;

    PipRun(EnvContext context) {
        this.context = context;
        this.output = new PipOutput(context::report);
    }

    void run(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(context.envExecCmd().toString(), "-c", STARTER, "pip"));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder().toFile());
        adjust(builder.environment());
        try (Scratch scratch = Scratch.in(context.envDir())) {
            scratch.use(builder.environment());
            int exitCode = context.children().run(builder, true, output::line);
            if (exitCode != 0) {
                throw new PackageException(message(arguments, exitCode), output.errors());
            }
        } catch (IOException e) {
            throw new PackageException("pip cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while pip ran", e);
        }
    }

    /** Local paths in a requirements file are meant from its own folder, as when it is typed there. */
    private Path folder() {
        return context.options().requirements().stream()
                .map(Path::getParent)
                .findFirst()
                .or(() -> context.options().packageOptions().projectsInOrder().stream()
                        .map(project -> project.getKey().getParent())
                        .findFirst())
                .orElse(context.envDir());
    }

    private void adjust(Map<String, String> variables) {
        variables.keySet().removeIf(name -> name.startsWith("PYTHON") || name.equals("__PYVENV_LAUNCHER__"));
        HARMFUL.forEach(variables::remove);
        variables.putAll(Map.of(
                "VIRTUAL_ENV", context.envDir().toString(),
                "PIP_USER", "0",
                "PIP_NO_INPUT", "1",
                "PIP_NO_COLOR", "1",
                "PIP_PROGRESS_BAR", "off",
                "PIP_DISABLE_PIP_VERSION_CHECK", "1",
                "PYTHONUNBUFFERED", "1",
                "PYTHONIOENCODING", "utf-8"));
    }

    private String message(List<String> arguments, int exitCode) {
        String lines = String.join("\n", output.errors());
        return "pip " + String.join(" ", arguments) + " failed with exit code " + exitCode
                + (lines.isEmpty() ? "" : ":\n" + lines);
    }
}
