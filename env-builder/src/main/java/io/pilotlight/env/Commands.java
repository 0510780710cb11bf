package io.pilotlight.env;

import io.pilotlight.core.Environment;
import io.pilotlight.env.child.Captured;
import io.pilotlight.env.child.Foreground;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** Runs a prepared command to its end. */
    static CommandResult run(ProcessBuilder builder, RunOptions options) {
        options.directory().ifPresent(folder -> builder.directory(folder.toFile()));
        builder.environment().putAll(options.variables());
        String program = builder.command().get(0);
        try (InputFile input = InputFile.of(options.input().orElse(null))) {
            Captured captured = new Foreground(
                            builder,
                            new Foreground.Terms(
                                    options.attached(),
                                    input.path(),
                                    options.limit().orElse(null),
                                    options.lines().map(Commands::sink).orElse(null)))
                    .run();
            return new CommandResult(captured.exitCode(), captured.output(), captured.errors(), captured.timedOut());
        } catch (IOException e) {
            throw new CommandException(
                    "'" + program + "' cannot be run: " + e.getMessage()
                            + ". Is it installed in the environment, or on PATH?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while " + program + " ran; it was ended", e);
        }
    }

    private static Foreground.LineSink sink(Consumer<CommandResult.Line> listener) {
        return (error, text) -> listener.accept(new CommandResult.Line(error, text));
    }

    /** What a command reads, in a file for as long as it runs: a program that reads nothing cannot block us then. */
    private record InputFile(@Nullable Path path) implements AutoCloseable {
        static InputFile of(@Nullable String text) throws IOException {
            return new InputFile(
                    text == null ? null : Files.writeString(Files.createTempFile("pilotlight", ".in"), text));
        }

        @Override
        public void close() throws IOException {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        }
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
