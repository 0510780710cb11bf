package io.pilotlight.examples;

import io.pilotlight.env.CommandException;
import io.pilotlight.env.CommandResult;
import io.pilotlight.env.RunOptions;
import io.pilotlight.env.VirtualEnvironment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a command in an environment, on this terminal. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a command in an environment, as if that were activated.",
            "",
            "Ends with the exit code of the command; with 127 if there is no such command, and with 124 if it took "
                    + "too long. Ctrl-C ends it."
        })
final class EnvRun implements Callable<Integer> {
    private static final int NOT_FOUND = 127;
    private static final int TOO_LONG = 124;

    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "The environment's folder; options of this command stand before it.")
    private Path directory = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "-- COMMAND",
            description = "The program and its arguments.")
    private List<String> words = List.of();

    @Option(
            names = {"-C", "--directory"},
            paramLabel = "FOLDER",
            description = "Where to run it. Default: this folder.")
    private @Nullable Path folder;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "End it after so long.")
    private @Nullable Double timeout;

    /** What follows the environment is the command's, dashes or not. */
    @Spec
    void spec(CommandSpec given) {
        this.spec = given;
        given.parser().stopAtPositional(true);
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("run through picocli only");
        }
        List<String> command = new ArrayList<>(words);
        if (!command.isEmpty() && command.get(0).equals("--")) {
            command.remove(0);
        }
        if (command.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Nothing to run: write 'pilotlight env run " + directory + " -- python'");
        }
        VirtualEnvironment environment = VirtualEnvironment.open(directory);
        PrintWriter err = spec.commandLine().getErr();
        try {
            CommandResult result = environment.run(command, options(spec));
            if (result.timedOut()) {
                err.println("env run: " + command.get(0) + " took longer than " + timeout + " s, and was ended");
            }
            return result.timedOut() ? TOO_LONG : result.exitCode();
        } catch (CommandException e) {
            err.println("env run: " + e.getMessage());
            return NOT_FOUND;
        } finally {
            err.flush();
        }
    }

    private RunOptions options(CommandSpec given) {
        RunOptions.Builder options = RunOptions.builder().attached();
        if (folder != null) {
            options.directory(folder);
        }
        if (timeout != null) {
            if (!(timeout > 0)) {
                throw new ParameterException(given.commandLine(), "--timeout " + timeout + " is no time to run in");
            }
            options.limit(Duration.ofMillis(Math.max(1, Math.round(timeout * 1_000))));
        }
        return options.build();
    }
}
