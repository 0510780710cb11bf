package io.pilotlight.faas;

import io.pilotlight.core.Environment;
import io.pilotlight.core.Language;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The interpreter that the machine has on its path, as it is. */
record SystemEnvironment(Language language, Path interpreter) implements Environment {

    static Optional<Environment> find(Language language, String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .map(path -> new SystemEnvironment(language, path));
    }

    @Override
    public Path directory() {
        return interpreter.getParent();
    }

    @Override
    public String version() {
        return "of the machine";
    }

    @Override
    public Map<String, String> variables() {
        return Map.of();
    }

    @Override
    public List<String> unsetVariables() {
        return List.of();
    }

    @Override
    public ProcessBuilder process(List<String> command) {
        return new ProcessBuilder(command);
    }
}
