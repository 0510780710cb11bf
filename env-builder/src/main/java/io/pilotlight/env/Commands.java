package io.pilotlight.env;

import io.pilotlight.core.Environment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prepares commands that run in an environment. */
final class Commands {
    private Commands() {}

    /** Returns this process's PATH with folders before it. */
    static String pathWith(List<Path> folders) {
        Stream<String> before = folders.stream().map(Path::toString);
        Stream<String> now = Stream.ofNullable(System.getenv("PATH")).filter(path -> !path.isEmpty());
        return Stream.concat(before, now).collect(Collectors.joining(File.pathSeparator));
    }

    static ProcessBuilder process(Environment environment, List<Path> folders, List<String> command) {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("the command is empty: name at least a program");
        }
        List<String> words = new ArrayList<>(command);
        String program = command.get(0);
        if (!program.contains("/") && !program.contains(File.separator)) {
            // Java looks a program up on its own PATH, not on the one that the program gets
            words.set(0, lookedUp(folders, program));
        }
        ProcessBuilder builder = new ProcessBuilder(words);
        environment.unsetVariables().forEach(builder.environment()::remove);
        builder.environment().putAll(environment.variables());
        return builder;
    }

    private static String lookedUp(List<Path> folders, String program) {
        return folders.stream()
                .map(folder -> folder.resolve(program))
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .map(Path::toString)
                .findFirst()
                .orElse(program);
    }
}
