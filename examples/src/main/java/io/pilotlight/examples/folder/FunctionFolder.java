package io.pilotlight.examples.folder;

import io.pilotlight.core.Environment;
import io.pilotlight.core.Language;
import io.pilotlight.core.PilotlightException;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.EnvListener;
import io.pilotlight.env.NodeEnvBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of functions: each {@code NAME.py}, {@code NAME.js}, {@code NAME.cjs} or {@code NAME.mjs} in it that does not start
 * with a dot or an underscore is the function {@code NAME}, and its code the function {@code handler} of that module.
 *
 * <p>Packages come from a {@code requirements.txt} and a {@code package.json} in the folder; the environments are kept in
 * {@code .pilotlight} in the folder, and made when they are first needed.
 */
public final class FunctionFolder {
    private static final Map<String, Language> LANGUAGES =
            Map.of(".py", Language.PYTHON, ".js", Language.NODE, ".cjs", Language.NODE, ".mjs", Language.NODE);
    private static final String KEPT = ".pilotlight";

    private final Path folder;
    private final @Nullable String python;
    private final @Nullable Path node;
    private final Function<Language, EnvListener> listeners;
    private final Map<Language, Environment> made = new EnumMap<>(Language.class);

    /**
     * Looks at no file yet.
     *
     * @param folder the folder
     * @param python which Python, as {@code venv --python} takes it; null for the usual search
     * @param node the Node.js program; null for the usual search
     * @param listeners who is told about the making of the environment of a language
     */
    public FunctionFolder(
            Path folder, @Nullable String python, @Nullable Path node, Function<Language, EnvListener> listeners) {
        this.folder = folder.toAbsolutePath().normalize();
        this.python = python;
        this.node = node;
        this.listeners = listeners;
    }

    /**
     * A function that was found.
     *
     * @param name its name
     * @param language its language
     */
    public record Found(String name, Language language) {}

    /**
     * Finds the functions.
     *
     * @return the functions in alphabetical order
     * @throws PilotlightException if the folder cannot be read, or two files bear one name
     */
    public List<Found> functions() {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> recognise(file).ifPresent(found::add));
        } catch (IOException e) {
            throw new PilotlightException(
                    "There is no folder to read at " + folder + "; name one that holds functions", e);
        }
        found.sort(Comparator.comparing(Found::name));
        for (int i = 1; i < found.size(); i++) {
            if (found.get(i).name().equals(found.get(i - 1).name())) {
                throw new PilotlightException(
                        "Two files in " + folder + " are named '" + found.get(i).name() + "'; rename one of them");
            }
        }
        return found;
    }

    /**
     * Finds one function.
     *
     * @param name the function's name
     * @return the function
     * @throws PilotlightException if there is none of that name
     */
    public Found function(String name) {
        List<Found> all = functions();
        return all.stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new PilotlightException("There is no function '" + name + "' in " + folder
                        + (all.isEmpty()
                                ? "; a function is a file NAME.py, NAME.js or NAME.mjs with a function handler"
                                : "; there are: "
                                        + String.join(
                                                ", ",
                                                all.stream().map(Found::name).toList()))));
    }

    /**
     * Declares a function, and makes its environment if need be.
     *
     * @param found what was found
     * @param limits how much it may take
     * @return the definition
     * @throws PilotlightException if the environment cannot be made
     */
    public FunctionDefinition define(Found found, Limits limits) {
        Environment environment = made.computeIfAbsent(found.language(), this::environment);
        return FunctionDefinition.builder(found.name(), environment, folder, found.name() + ".handler")
                .limits(limits)
                .build();
    }

    private static Optional<Found> recognise(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        if (dot <= 0 || name.startsWith("_") || name.startsWith(".")) {
            return Optional.empty();
        }
        return Optional.ofNullable(LANGUAGES.get(name.substring(dot)))
                .map(language -> new Found(name.substring(0, dot), language));
    }

    private Environment environment(Language language) {
        EnvListener listener = listeners.apply(language);
        return language == Language.PYTHON ? pythonEnvironment(listener) : nodeEnvironment(listener);
    }

    private Environment pythonEnvironment(EnvListener listener) {
        Path requirements = folder.resolve("requirements.txt");
        var options = EnvBuilder.options().listener(listener);
        if (Files.exists(requirements)) {
            options.withPip(true).requirements(requirements);
        }
        if (python != null) {
            options.python(python);
        }
        return new EnvBuilder(options.build()).create(folder.resolve(KEPT).resolve("python"));
    }

    private Environment nodeEnvironment(EnvListener listener) {
        Path packageJson = folder.resolve("package.json");
        var options = NodeEnvBuilder.options().listener(listener);
        if (Files.exists(packageJson)) {
            options.packageJson(packageJson);
        }
        if (node != null) {
            options.node(node);
        }
        return new NodeEnvBuilder(options.build()).create(folder.resolve(KEPT).resolve("node"));
    }
}
