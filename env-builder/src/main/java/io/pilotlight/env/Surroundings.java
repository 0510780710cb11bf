package io.pilotlight.env;

import io.pilotlight.env.child.Captured;
import io.pilotlight.env.child.Children;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What looking for interpreters depends on; a test gives its own.
 *
 * @param variables the environment variables
 * @param folder the current folder
 * @param cache what interpreters answered before
 * @param ask starts programs
 */
record Surroundings(Map<String, String> variables, Path folder, InterpreterCache cache, Ask ask) {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    Surroundings {
        variables = Map.copyOf(variables);
    }

    /** Starts a program and waits for its answer. */
    @FunctionalInterface
    interface Ask {
        Captured answer(ProcessBuilder program) throws IOException, InterruptedException;

        static Ask within(Duration limit) {
            return program -> Children.capture(program, limit);
        }
    }

    static Surroundings system() {
        return new Surroundings(
                System.getenv(), Path.of("").toAbsolutePath(), InterpreterCache.system(), Ask.within(LIMIT));
    }

    /** Returns a variable that is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns the folder that a variable names, if Java can name it too: in some locales it cannot. */
    Optional<Path> folder(String variable) {
        return variable(variable).flatMap(Surroundings::absolute);
    }

    Path home() {
        return folder("HOME")
                .or(() -> absolute(System.getProperty("user.home")))
                .orElse(folder);
    }

    private static Optional<Path> absolute(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Path::isAbsolute);
        } catch (InvalidPathException notInThisLocale) {
            return Optional.empty();
        }
    }
}
