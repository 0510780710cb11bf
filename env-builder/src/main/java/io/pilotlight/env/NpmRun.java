package io.pilotlight.env;

import io.pilotlight.env.child.Children;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One run of npm in a folder, in a process that ends with this one. */
final class NpmRun {
    private static final String STARTER = Resource.text("run.js");

    /** Settings that would send packages elsewhere, or do nothing; a surrounding npm hands such ones down. */
    private static final Set<String> HARMFUL = Set.of(
            "npm_config_global",
            "npm_config_location",
            "npm_config_prefix",
            "npm_config_local_prefix",
            "npm_config_dry_run",
            "npm_config_package_lock",
            "npm_config_package_lock_only",
            "npm_config_workspace",
            "npm_config_workspaces",
            "npm_config_loglevel",
            "npm_config_silent");

    private final Place place;
    private final NodeEnvOptions options;
    private final NpmOutput output;

    NpmRun(NodeEnvContext context) {
        this(
                new Place(context.executable(), NodeFiles.npmOf(context), context.envDir(), context.children()),
                context.options());
    }

    NpmRun(Place place, NodeEnvOptions options) {
        this.place = place;
        this.options = options;
        this.output = new NpmOutput(event -> options.listener().onEvent(event));
    }

    /**
     * Where npm runs.
     *
     * @param node the Node.js that runs it: not the environment's, whose path is another one later, and which what npm
     *     builds may remember
     * @param npm its script
     * @param folder the folder it works on
     * @param children who ends it
     */
    record Place(Path node, Path npm, Path folder, Children children) {}

    void run(List<String> arguments) {
        String node = place.node.toString();
        List<String> words = new ArrayList<>(List.of(node, "-e", STARTER, "--", node, place.npm.toString()));
        words.addAll(arguments);
        words.addAll(settings(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).directory(place.folder.toFile());
        adjust(builder.environment());
        try (Scratch scratch = Scratch.in(place.folder)) {
            scratch.use(builder.environment());
            int exitCode = place.children.run(builder, true, output::line);
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

    private List<String> settings(List<String> arguments) {
        List<String> words =
                new ArrayList<>(List.of("--loglevel=http", "--no-progress", "--no-color", "--no-audit", "--no-fund"));
        addIf(words, options.offline(), "--offline");
        // a lock file says what is wanted: nothing newer need be asked for
        addIf(words, !options.offline() && (options.preferOffline() || arguments.contains("ci")), "--prefer-offline");
        addIf(words, options.ignoreScripts(), "--ignore-scripts");
        addIf(words, options.production(), "--omit=dev");
        options.registry().ifPresent(address -> words.add("--registry=" + address));
        return words;
    }

    private static void addIf(List<String> words, boolean wanted, String word) {
        if (wanted) {
            words.add(word);
        }
    }

    private void adjust(Map<String, String> variables) {
        variables.keySet().removeIf(name -> HARMFUL.contains(name.toLowerCase(Locale.ROOT)));
        Path folder = place.node.getParent();
        if (folder != null && Files.isDirectory(folder)) {
            // install scripts say "node", and that must be this one
            String path = variables.getOrDefault("PATH", "");
            variables.put("PATH", folder + (path.isEmpty() ? "" : File.pathSeparator + path));
        }
    }

    private String message(List<String> arguments, int exitCode) {
        List<String> errors = output.errors();
        String lines = String.join("\n", errors);
        return "npm " + String.join(" ", arguments) + " failed with exit code " + exitCode
                + (lines.isEmpty() ? "" : ":\n" + lines)
                + NpmAdvice.on(errors).map(advice -> "\n" + advice).orElse("");
    }
}
