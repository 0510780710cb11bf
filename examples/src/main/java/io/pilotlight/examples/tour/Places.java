package io.pilotlight.examples.tour;

import io.pilotlight.core.Environment;
import io.pilotlight.core.Language;
import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.InterpreterException;
import io.pilotlight.env.NodeEnvBuilder;
import io.pilotlight.examples.console.Console;
import io.pilotlight.examples.console.EnvProgress;
import io.pilotlight.examples.console.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The environments of the tour: made where an interpreter is found, left out and noted where none is. */
final class Places {
    private final Console console;
    private final Path folder;
    private final @Nullable String python;
    private final @Nullable Path node;
    private final Map<Language, Environment> made = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    /**
     * Makes no environment yet.
     *
     * @param folder where they go
     * @param python which Python, or null for the usual search
     * @param node which Node.js, or null for the usual search
     */
    Places(Console console, Path folder, @Nullable String python, @Nullable Path node) {
        this.console = console;
        this.folder = folder;
        this.python = python;
        this.node = node;
    }

    /** Makes the environments, or finds them as a tour before has left them. */
    void make() {
        make(Language.PYTHON, "numpy, countryinfo", progress -> {
            var options = EnvBuilder.options()
                    .withPip(true)
                    .requirements(folder.resolve("requirements.txt"))
                    .listener(progress);
            if (python != null) {
                options.python(python);
            }
            return new EnvBuilder(options.build()).create(folder.resolve("python"));
        });
        make(Language.NODE, "world-countries", progress -> {
            var options = NodeEnvBuilder.options()
                    .packageJson(folder.resolve("package.json"))
                    .listener(progress);
            if (node != null) {
                options.node(node);
            }
            return new NodeEnvBuilder(options.build()).create(folder.resolve("node"));
        });
    }

    Optional<Environment> find(Language language) {
        return Optional.ofNullable(made.get(language));
    }

    /** Says what was left out, a line for each. */
    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    private void make(Language language, String packages, Function<EnvProgress, Environment> maker) {
        String label = String.format("   %-8s ", language.title());
        EnvProgress progress = new EnvProgress(console, label);
        console.live(label + "...");
        long started = System.nanoTime();
        try {
            Environment environment = maker.apply(progress);
            made.put(language, environment);
            String how = (progress.upToDate() ? "reused in " : "made in ")
                    + Figures.time(Duration.ofNanos(System.nanoTime() - started));
            console.line(label + String.format("%-8s %-20s @|green %s|@", environment.version(), packages, how));
        } catch (InterpreterException e) {
            String hint = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            console.line(label + "@|yellow left out|@: " + hint);
            leftOut.add(language.title() + ": " + hint);
        }
    }
}
