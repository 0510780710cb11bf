package io.pilotlight.env;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One run of npm on an environment, in a process that ends with this one. */
final class NpmRun {
    private static final String STARTER = Resource.text("run.js");

    /** Settings that would send packages elsewhere, or do nothing; a surrounding npm hands such ones down. */
    private static final Set<String> HARMFUL = Set.of(
            "npm_config_global",
            "npm_config_location",
            "npm_config_prefix",
            "npm_config_local_prefix",
            "npm_config_dry_run",
            "npm_config_package_lock_only",
            "npm_config_workspace",
            "npm_config_workspaces",
            "npm_config_loglevel",
            "npm_config_silent");

    private final NodeEnvContext context;
    private final NpmOutput output;

    NpmRun(NodeEnvContext context) {
        this.context = context;
        this.output = new NpmOutput(context::report);
    }

    void run(List<String> arguments) {
        String node = context.envExe().toString();
        List<String> words = new ArrayList<>(List.of(
                node, "-e", STARTER, "--", node, context.interpreter().npm().toString()));
        words.addAll(arguments);
        words.addAll(List.of("--loglevel=http", "--no-progress", "--no-color", "--no-audit", "--no-fund"));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(context.envDir().toFile());
        adjust(builder.environment());
        try (Scratch scratch = Scratch.in(context.envDir())) {
            scratch.use(builder.environment());
            int exitCode = context.children().run(builder, true, output::line);
            if (exitCode != 0) {
                throw new PackageException(message(arguments, exitCode), output.errors());
            }
            output.finished();
        } catch (IOException e) {
            throw new PackageException("npm cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while npm ran", e);
        }
    }

    private static void adjust(Map<String, String> variables) {
        variables.keySet().removeIf(name -> HARMFUL.contains(name.toLowerCase(Locale.ROOT)));
    }

    private String message(List<String> arguments, int exitCode) {
        String lines = String.join("\n", output.errors());
        return "npm " + String.join(" ", arguments) + " failed with exit code " + exitCode
                + (lines.isEmpty() ? "" : ":\n" + lines);
    }
}
